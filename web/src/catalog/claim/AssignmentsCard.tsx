import type { Entry } from '@karez/contract/catalog/answers';
import { withdrawAssignment } from '@karez/contract/catalog/claim';
import type { ClaimAssignment } from '@karez/contract/catalog/claim-assignment';
import { App, Button, Card } from 'antd';
import { useState } from 'react';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { staleAfterStep } from '../deeds.ts';

const tones: Readonly<Record<ClaimAssignment['state'], Tone>> = {
  open: 'waiting',
  claimed: 'ok',
  declined: 'warn',
  withdrawn: 'off',
  ended: 'off',
};

/** 指派认领情况: which departments were asked, why, and what became of it. */
export function AssignmentsCard({ entry }: { entry: Entry }) {
  const { t } = useWords();
  if (entry.claimAssignments === null) return null;
  return (
    <Card size="small" title={t('portal.catalog.claim.asked')}>
      <div className="stack">
        {entry.claimAssignments.map((asked) => (
          <OneAssignment key={`${asked.organisationId} ${asked.assignedAt}`} entry={entry} asked={asked} />
        ))}
      </div>
    </Card>
  );
}

function OneAssignment({ entry, asked }: { entry: Entry; asked: ClaimAssignment }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const deed = useDeed(withdrawAssignment, staleAfterStep);
  const { organisationId, organisation, state, reason, assignedAt, ended, mayWithdraw } = asked;
  const withdraw = (opinion: string) =>
    deed.mutate(
      { params: { entryId: entry.id }, body: { organisationId, reason: opinion } },
      {
        onSuccess: () => {
          setOpen(false);
          void message.success(t('portal.done'));
        },
      },
    );
  return (
    <section className="boxed" aria-label={organisation}>
      <div className="row">
        <bdi>{organisation}</bdi>
        <StateTag tone={tones[state]}>{t(`catalog.claim.assignment.${state}`)}</StateTag>
      </div>
      <div className="small soft">{t('portal.catalog.claim.asked-at', { at: dayAndTime(assignedAt) })}</div>
      {reason === '' ? null : (
        <div className="small pre">
          <bdi>{reason}</bdi>
        </div>
      )}
      {ended === null || ended.reason === '' ? null : (
        <div className="small">
          <span className="soft">{t('portal.catalog.claim.ended-at', { at: dayAndTime(ended.at) })}</span>{' '}
          <bdi className="pre">{ended.reason}</bdi>
        </div>
      )}
      {mayWithdraw ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('portal.catalog.deed.withdraw-assignment')}
        </Button>
      ) : null}
      <SignDialog
        open={open}
        title={t('portal.catalog.deed.withdraw-assignment')}
        says={t('portal.catalog.ask-says.withdraw-assignment', { organisation })}
        signs={false}
        danger
        opinionLabel={t('portal.catalog.withdrawal-reason')}
        busy={deed.isPending}
        error={deed.error}
        onDone={({ opinion }) => withdraw(opinion)}
        onCancel={() => setOpen(false)}
      />
    </section>
  );
}
