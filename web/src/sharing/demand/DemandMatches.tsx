import { applyFromDemand, listDemandMatches, type Demand, type DemandMatch } from '@karez/contract/sharing/demand';
import { Button, Card, Form, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';

/** What the catalogue has already that may serve: the requester takes one, and the demand ends in an application for it. */
export function DemandMatches({ demand }: { demand: Demand }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [taken, setTaken] = useState<DemandMatch | null>(null);
  // Read anew when the draft was saved: its words are what is searched for.
  const matches = useAnswer(listDemandMatches, { params: { demandId: demand.id } });
  const [form] = Form.useForm<object>();
  const deed = useDeed(applyFromDemand, ['sharing.', 'desk.']);
  const items = matches.data?.answer.items ?? [];
  const mayTake = demand.allowed['serve']?.allowed === true;
  const take = () =>
    taken === null
      ? undefined
      : deed.mutate(
          { params: { demandId: demand.id }, body: { entryId: taken.entryId } },
          {
            onSuccess: ({ answer }) =>
              void navigate(answer.applicationId === null ? paths.demand(answer.id) : paths.application(answer.applicationId)),
          },
        );
  return (
    <Card size="small" title={t('portal.demand.matches')} loading={matches.isLoading}>
      {items.length === 0 ? <Blank says={t('portal.demand.no-matches')} /> : <p className="small soft">{t('portal.demand.matches-why')}</p>}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {items.map((match) => (
          <li key={match.entryId} style={{ paddingBlock: 8, borderBlockEnd: '1px solid #f0ebe0' }}>
            <Link to={paths.entry(match.entryId)}>
              <bdi>{match.name}</bdi>
            </Link>{' '}
            {match.shareType ? <Tag>{t(`catalog.share-type.${match.shareType}`)}</Tag> : null}
            <div className="small soft">
              <bdi>{match.provider}</bdi>
            </div>
            {match.items.length > 0 ? (
              <div className="small">
                {t('portal.demand.matched-items')} <bdi>{match.items.join(' · ')}</bdi>
              </div>
            ) : null}
            {mayTake && match.requestable ? (
              <Button size="small" style={{ marginBlockStart: 4 }} onClick={() => setTaken(match)}>
                {t('portal.demand.take')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {taken ? (
        <FormDialog
          form={form}
          okText={t('portal.demand.take')}
          title={t('portal.demand.take')}
          says={t('portal.demand.take-says', { entry: taken.name })}
          deed={deed}
          onGiven={take}
          onCancel={() => setTaken(null)}
        >
          {null}
        </FormDialog>
      ) : null}
    </Card>
  );
}
