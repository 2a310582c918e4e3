import { askSupplement, consentSupplement } from '@karez/contract/sharing/supplement';
import { supplementPlaces, type Application, type SupplementPlace } from '@karez/contract/sharing/schemas';
import { Form, Input, Select } from 'antd';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';

const stale = ['sharing.', 'desk.'];
type Open = 'ask' | 'consent' | 'return';

/** 一次性告知补正 by the provider; signing or returning the supplement by the requester's head. */
export function SupplementDeeds({ application }: { application: Application }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<Open>();
  const consent = useDeed(consentSupplement, stale);
  const { allowed } = application;
  const params = { applicationId: application.id };
  const begin = (next: Open) => () => {
    consent.reset();
    show(next);
  };
  const sign = ({ opinion, code }: { opinion: string; code: string }) => {
    if (open === 'consent') consent.mutate({ params, body: { decision: 'consent', opinion, code } }, { onSuccess: done });
    else consent.mutate({ params, body: { decision: 'return', opinion } }, { onSuccess: done });
  };
  const atProvider = application.state === 'at-provider';
  return (
    <>
      {atProvider ? (
        <DeedButton allowed={allowed} action="ask-supplement" onClick={begin('ask')}>
          {t('portal.supplement.deed.ask')}
        </DeedButton>
      ) : null}
      {application.state === 'awaiting-supplement-consent' ? (
        <>
          <DeedButton allowed={allowed} action="consent-supplement" onClick={begin('return')}>
            {t('portal.sharing.deed.return-out')}
          </DeedButton>
          <DeedButton allowed={allowed} action="consent-supplement" type="primary" onClick={begin('consent')}>
            {t('portal.sharing.deed.consent')}
          </DeedButton>
        </>
      ) : null}
      <SignDialog
        open={open === 'consent' || open === 'return'}
        title={t(open === 'consent' ? 'portal.sharing.deed.consent' : 'portal.sharing.deed.return-out')}
        says={t(open === 'consent' ? 'portal.supplement.says.consent' : 'portal.supplement.says.return')}
        signs={open === 'consent'}
        busy={consent.isPending}
        error={consent.error}
        onDone={sign}
        onCancel={close}
      />
      {open === 'ask' ? <AskDialog application={application} onDone={done} onCancel={close} /> : null}
    </>
  );
}

type Asked = { places: SupplementPlace[]; words: Partial<Record<SupplementPlace, string>>; opinion: string };

/** All that is missing in one notice: the places, and for each what it lacks. */
function AskDialog({ application, onDone, onCancel }: { application: Application; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Asked>();
  const deed = useDeed(askSupplement, stale);
  const chosen = Form.useWatch('places', form) ?? [];
  const isLater = application.supplementNotices.length > 0;
  const offered = isLater
    ? application.changedPlaces
    : supplementPlaces.filter((place) => place !== 'questions' || application.content.questions);
  const send = ({ places, words, opinion }: Asked) => {
    const gaps = places.map((place) => ({ place, words: words[place] ?? '' }));
    deed.mutate({ params: { applicationId: application.id }, body: { gaps, opinion } }, { onSuccess: onDone });
  };
  return (
    <FormDialog<Asked>
      form={form}
      title={t('portal.supplement.deed.ask')}
      says={t(isLater ? 'portal.supplement.says.ask-later' : 'portal.supplement.says.ask')}
      okText={t('portal.supplement.send-notice')}
      deed={deed}
      width={640}
      initialValues={{ places: [], words: {}, opinion: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item
        name="places"
        label={t('portal.supplement.places')}
        rules={[{ required: true, message: t('portal.supplement.places-required') }]}
      >
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={offered.map((place) => ({ value: place, label: t(`portal.supplement.place.${place}`) }))}
        />
      </Form.Item>
      {chosen.map((place) => (
        <Form.Item
          key={place}
          name={['words', place]}
          label={t('portal.supplement.lacks', { place: t(`portal.supplement.place.${place}`) })}
          rules={[{ required: true, whitespace: true, message: t('portal.supplement.lacks-required') }]}
        >
          <Input.TextArea rows={2} maxLength={1000} showCount />
        </Form.Item>
      ))}
      <Form.Item
        name="opinion"
        label={t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={2} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
