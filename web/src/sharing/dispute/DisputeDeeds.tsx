import {
  answerSettlement,
  confirmDecision,
  decideDispute,
  executeOrder,
  referDispute,
  sayInDispute,
  withdrawDispute,
  type Dispute,
} from '@karez/contract/sharing/dispute';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { together, useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { EnterDialog, EscalateDialog, ResultDialog, staleAfterDispute } from './DisputeDialogs.tsx';

const asks = ['say', 'accept', 'decline', 'refer', 'withdraw', 'uphold', 'confirm', 'return', 'execute'] as const;
type Asking = (typeof asks)[number];
type Opens = Asking | 'offer' | 'order' | 'escalate' | 'enter';
const signed: readonly Opens[] = ['accept', 'uphold', 'confirm', 'execute'];

/** Which buttons stand, in which order. `action` is what the server names in `allowed`. */
const buttons: readonly { readonly action: string; readonly opens: Opens; readonly look?: 'primary' | 'danger' }[] = [
  { action: 'say', opens: 'say' },
  { action: 'offer', opens: 'offer' },
  { action: 'answer-offer', opens: 'decline' },
  { action: 'answer-offer', opens: 'accept', look: 'primary' },
  { action: 'refer', opens: 'refer' },
  { action: 'withdraw', opens: 'withdraw', look: 'danger' },
  { action: 'decide', opens: 'escalate' },
  { action: 'decide', opens: 'uphold' },
  { action: 'decide', opens: 'order', look: 'primary' },
  { action: 'enter', opens: 'enter', look: 'primary' },
  { action: 'confirm', opens: 'return' },
  { action: 'confirm', opens: 'confirm', look: 'primary' },
  { action: 'execute', opens: 'execute', look: 'primary' },
];

type Given = { opinion: string; code: string };

/** Which route does what each dialog asks; `read` is the revision that was on the page when the dialog opened, whatever has come in behind it. */
function useDeeds({ disputeId, read: ifMatch }: { disputeId: string; read: number }, done: () => void) {
  const say = useDeed(sayInDispute, staleAfterDispute);
  const answer = useDeed(answerSettlement, staleAfterDispute);
  const refer = useDeed(referDispute, staleAfterDispute);
  const withdraw = useDeed(withdrawDispute, staleAfterDispute);
  const decide = useDeed(decideDispute, staleAfterDispute);
  const confirm = useDeed(confirmDecision, staleAfterDispute);
  const execute = useDeed(executeOrder, staleAfterDispute);
  const params = { disputeId };
  const after = { onSuccess: done };
  const run: Readonly<Record<Asking, (given: Given) => void>> = {
    say: ({ opinion }) => say.mutate({ params, body: { words: opinion } }, after),
    accept: ({ opinion, code }) => answer.mutate({ params, ifMatch, body: { decision: 'accept', words: opinion, code } }, after),
    decline: ({ opinion }) => answer.mutate({ params, ifMatch, body: { decision: 'decline', words: opinion } }, after),
    refer: ({ opinion }) => refer.mutate({ params, body: { reason: opinion } }, after),
    withdraw: ({ opinion }) => withdraw.mutate({ params, body: { reason: opinion } }, after),
    uphold: ({ opinion, code }) => decide.mutate({ params, body: { decision: 'uphold', words: opinion, code } }, after),
    confirm: ({ opinion, code }) => confirm.mutate({ params, ifMatch, body: { decision: 'confirm', opinion, code } }, after),
    return: ({ opinion }) => confirm.mutate({ params, ifMatch, body: { decision: 'return', opinion } }, after),
    execute: ({ opinion, code }) => execute.mutate({ params, body: { words: opinion, code } }, after),
  };
  return { run, ...together([say, answer, refer, withdraw, decide, confirm, execute]) };
}

/** The steps that are open to the reader now; one that has to wait says why. */
export function DisputeDeeds({ dispute }: { dispute: Dispute }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<Opens>();
  const [read, setRead] = useState(dispute.revision);
  const { run, busy, error, reset } = useDeeds({ disputeId: dispute.id, read }, done);
  const asked = asks.find((one) => one === open);
  const ends = { dispute, onDone: done, onCancel: close };
  const waits = (action: string) => action === 'refer' && dispute.state === 'negotiating';
  return (
    <>
      {buttons
        .filter(({ action }) => dispute.allowed[action]?.allowed === true || (dispute.allowed[action] && waits(action)))
        .map(({ action, opens, look }) => (
          <DeedButton
            key={opens}
            allowed={dispute.allowed}
            action={action}
            {...(look === 'primary' ? { type: 'primary' as const } : {})}
            danger={look === 'danger'}
            onClick={() => {
              reset();
              setRead(dispute.revision);
              show(opens);
            }}
          >
            {t(`portal.dispute.deed.${opens}`)}
          </DeedButton>
        ))}
      {open === 'offer' || open === 'order' ? <ResultDialog {...ends} orders={open === 'order'} /> : null}
      {open === 'escalate' ? <EscalateDialog {...ends} /> : null}
      {open === 'enter' ? <EnterDialog {...ends} /> : null}
      {asked ? (
        <SignDialog
          open
          title={t(`portal.dispute.deed.${asked}`)}
          says={t(`portal.dispute.says.${asked}`)}
          signs={signed.includes(asked)}
          danger={asked === 'withdraw'}
          opinionLabel={t('portal.dispute.words')}
          busy={busy}
          error={error}
          onDone={run[asked]}
          onCancel={close}
        />
      ) : null}
    </>
  );
}
