import { sendSupplement } from '@karez/contract/sharing/supplement';
import type { PlaceWords } from '@karez/contract/sharing/schemas';
import { App, Button, Card, Input, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { SectionHead } from '../SectionHead.tsx';
import type { Ending } from '../SubmitCard.tsx';

type Said = Partial<Record<PlaceWords['place'], string>>;

/** The supplement of an application: beside each gap stands whether the form was changed there, and room for words. */
export function SupplementSendCard({ application, closed, save, saving }: Ending) {
  const { t } = useWords();
  const { message } = App.useApp();
  const notice = application.supplementNotices.at(-1);
  // A supplement that the head has returned begins with what was said before.
  const [said, setSaid] = useState<Said>(() => Object.fromEntries((notice?.answers ?? []).map(({ place, words }) => [place, words])));
  const sent = useDeed(sendSupplement, ['sharing.', 'desk.']);
  const gaps = notice?.gaps ?? [];
  const isMet = ({ place }: PlaceWords) => application.changedPlaces.includes(place) || (said[place] ?? '').trim() !== '';
  const unmet = gaps.filter((gap) => !isMet(gap)).length + application.missing.length;
  const isTold = sent.error !== null;
  const send = async () => {
    if (!(await save())) return;
    const answers = gaps.flatMap(({ place }) => {
      const words = (said[place] ?? '').trim();
      return words === '' ? [] : [{ place, words }];
    });
    const body = { answers };
    sent.mutate(
      { params: { applicationId: application.id }, body },
      { onSuccess: () => void message.success(t('portal.supplement.sent')) },
    );
  };
  return (
    <Card title={<SectionHead name={t('portal.supplement.answer')} missing={unmet} />}>
      <p className="soft">{t('portal.supplement.answer-says')}</p>
      <div className="stack">
        {gaps.map(({ place, words }) => (
          <div key={place}>
            <div className="row">
              <strong>{t(`portal.supplement.place.${place}`)}</strong>
              {application.changedPlaces.includes(place) ? <Tag color="success">{t('portal.supplement.changed')}</Tag> : null}
            </div>
            <div className="pre soft">
              <bdi>{words}</bdi>
            </div>
            <Input.TextArea
              aria-label={t('portal.supplement.words-for', { place: t(`portal.supplement.place.${place}`) })}
              placeholder={t('portal.supplement.words-hint')}
              rows={2}
              maxLength={1000}
              value={said[place] ?? ''}
              onChange={(event) => setSaid((before) => ({ ...before, [place]: event.target.value }))}
              {...(isTold && !isMet({ place, words }) ? { status: 'error' as const } : {})}
            />
            {isTold && !isMet({ place, words }) ? (
              <Typography.Text type="danger" className="small" role="alert">
                {t('field.sharing.gap-unanswered')}
              </Typography.Text>
            ) : null}
          </div>
        ))}
        {sent.error ? <Trouble error={sent.error} isTold={(path) => path.startsWith('/body/answers/')} /> : null}
        <div className="row">
          <Button type="primary" loading={sent.isPending} disabled={closed} onClick={() => void send()}>
            {t('portal.sharing.deed.submit')}
          </Button>
          {saving}
        </div>
      </div>
    </Card>
  );
}
