import { consentIn, consentOut, reviewRefusal, withdrawApplication } from '@karez/contract/sharing';
import type { Application } from '@karez/contract/sharing/schemas';
import { App } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { SignDialog } from '../client/SignDialog.tsx';
import { ExtensionDeeds } from './extension/ExtensionDeeds.tsx';
import { HandlingDeeds } from './handling/HandlingDeeds.tsx';
import { missingOpinions, SignOverDialog } from './handling/SignOverDialog.tsx';
import { ProposalDrawer } from './ProposalDrawer.tsx';
import { ReminderDeed } from './reminder/ReminderDeed.tsx';
import { ReuseDeed } from './reuse/ReuseDeed.tsx';
import { SupplementDeeds } from './supplement/SupplementDeeds.tsx';

/** What is made stale by a step of a case. */
const stale = ['sharing.', 'desk.', 'catalog.'];

type Asking = 'consent' | 'return-out' | 'withdraw' | 'sign' | 'return-in' | 'confirm' | 'send-back' | null;

/** Which route does what each dialog asks. */
function useDeeds(application: Application, done: () => void) {
  const out = useDeed(consentOut, stale);
  const inward = useDeed(consentIn, stale);
  const withdraw = useDeed(withdrawApplication, stale);
  const review = useDeed(reviewRefusal, stale);
  const params = { applicationId: application.id };
  const after = { onSuccess: done };
  const run = (asking: Exclude<Asking, null>, { opinion, code }: { opinion: string; code: string }) => {
    if (asking === 'consent') out.mutate({ params, body: { decision: 'consent', opinion, code } }, after);
    else if (asking === 'return-out') out.mutate({ params, body: { decision: 'return', opinion } }, after);
    else if (asking === 'withdraw') withdraw.mutate({ params, body: { reason: opinion } }, after);
    else if (asking === 'sign') inward.mutate({ params, body: { decision: 'sign', opinion, code } }, after);
    else if (asking === 'return-in') inward.mutate({ params, body: { decision: 'return', opinion } }, after);
    else review.mutate({ params, body: { verdict: asking, opinion, code } }, after);
  };
  const all = [out, inward, withdraw, review];
  return {
    run,
    busy: all.some((deed) => deed.isPending),
    error: all.map((deed) => deed.error).find((error) => error !== null) ?? null,
    reset: () => all.forEach((deed) => deed.reset()),
  };
}

const signed: readonly Asking[] = ['consent', 'sign', 'confirm', 'send-back'];

/** A supplement is signed by a deed of its own. */
const supplementing: readonly Application['state'][] = ['supplement-asked', 'awaiting-supplement-consent'];

/** The steps that are open to the reader; closed ones say why. */
export function ApplicationDeeds({ application }: { application: Application }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<Asking>(null);
  const [proposing, setProposing] = useState(false);
  const deeds = useDeeds(application, () => {
    setAsking(null);
    void message.success(t('portal.done'));
  });
  const { allowed } = application;
  const signsOver = asking === 'sign' && missingOpinions(application).length > 0;
  const ask = (next: Asking) => () => {
    deeds.reset();
    setAsking(next);
  };
  return (
    <>
      {supplementing.includes(application.state) ? null : (
        <>
          <DeedButton allowed={allowed} action="consent-out" onClick={ask('return-out')}>
            {t('portal.sharing.deed.return-out')}
          </DeedButton>
          <DeedButton allowed={allowed} action="consent-out" type="primary" onClick={ask('consent')}>
            {t('portal.sharing.deed.consent')}
          </DeedButton>
        </>
      )}
      <HandlingDeeds application={application} />
      <SupplementDeeds application={application} />
      <ExtensionDeeds application={application} />
      <ReminderDeed application={application} />
      <DeedButton allowed={allowed} action="propose" type="primary" onClick={() => setProposing(true)}>
        {t('portal.sharing.deed.propose')}
      </DeedButton>
      <DeedButton allowed={allowed} action="consent-in" onClick={ask('return-in')}>
        {t('portal.sharing.deed.return-in')}
      </DeedButton>
      <DeedButton allowed={allowed} action="consent-in" type="primary" onClick={ask('sign')}>
        {t('portal.sharing.deed.sign')}
      </DeedButton>
      <DeedButton allowed={allowed} action="review-refusal" onClick={ask('send-back')}>
        {t('portal.sharing.deed.send-back')}
      </DeedButton>
      <DeedButton allowed={allowed} action="review-refusal" type="primary" onClick={ask('confirm')}>
        {t('portal.sharing.deed.confirm')}
      </DeedButton>
      <ReuseDeed application={application} />
      {application.state === 'draft' || allowed['withdraw']?.allowed === true ? (
        <DeedButton allowed={allowed} action="withdraw" danger onClick={ask('withdraw')}>
          {t('portal.sharing.deed.withdraw')}
        </DeedButton>
      ) : null}
      <SignDialog
        open={asking !== null && !signsOver}
        title={asking ? t(`portal.sharing.deed.${asking}`) : ''}
        {...(asking ? { says: t(`portal.sharing.says.${asking}`) } : {})}
        signs={signed.includes(asking)}
        danger={asking === 'withdraw'}
        busy={deeds.busy}
        error={deeds.error}
        onDone={(given) => (asking ? deeds.run(asking, given) : undefined)}
        onCancel={() => setAsking(null)}
      />
      {signsOver ? (
        <SignOverDialog
          application={application}
          onDone={() => {
            setAsking(null);
            void message.success(t('portal.done'));
          }}
          onCancel={() => setAsking(null)}
        />
      ) : null}
      <ProposalDrawer application={application} open={proposing} onClose={() => setProposing(false)} />
    </>
  );
}
