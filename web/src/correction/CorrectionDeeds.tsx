import {
  acceptCorrection,
  confirmCorrection,
  decideCorrection,
  disputeCorrection,
  disputeDecision,
  signCorrectionAnswer,
  withdrawCorrection,
} from '@karez/contract/correction';
import type { Correction } from '@karez/contract/correction/schemas';
import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { SignDialog } from '../client/SignDialog.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { useCorrectionDisputes } from '../sharing/dispute/CorrectionDisputes.tsx';
import { AnswerDialog, type Asked } from './AnswerDialog.tsx';
import { PlaceDialog } from './PlaceDialog.tsx';

const stale = ['correction.', 'desk.'];
const asks = ['sign', 'return', 'dispute', 'uphold', 'withdraw', 'dispute-decision'] as const;
type Asking = (typeof asks)[number];
type Opens = Asking | 'answer' | 'order' | 'assign' | 'accept' | 'confirm';
const signed: readonly Opens[] = ['sign', 'uphold'];

/** Which buttons stand, in which order, and what each opens. `action` is what the server names in `allowed`. */
const buttons: readonly { readonly action: string; readonly opens: Opens; readonly look?: 'primary' | 'danger' }[] = [
  { action: 'accept', opens: 'accept', look: 'primary' },
  { action: 'answer', opens: 'answer', look: 'primary' },
  { action: 'sign', opens: 'return' },
  { action: 'sign', opens: 'sign', look: 'primary' },
  { action: 'dispute', opens: 'dispute', look: 'danger' },
  { action: 'confirm', opens: 'confirm', look: 'primary' },
  { action: 'decide', opens: 'uphold' },
  { action: 'decide', opens: 'order', look: 'primary' },
  { action: 'assign', opens: 'assign', look: 'primary' },
  { action: 'withdraw', opens: 'withdraw', look: 'danger' },
  { action: 'dispute-decision', opens: 'dispute-decision' },
];

/** Which route does what each press or dialog asks. */
function useDeeds(correction: Correction, done: () => void) {
  const accept = useDeed(acceptCorrection, stale);
  const confirm = useDeed(confirmCorrection, stale);
  const sign = useDeed(signCorrectionAnswer, stale);
  const dispute = useDeed(disputeCorrection, stale);
  const decide = useDeed(decideCorrection, stale);
  const withdraw = useDeed(withdrawCorrection, stale);
  const above = useDeed(disputeDecision, [...stale, 'sharing.']);
  const navigate = useNavigate();
  const read = { params: { correctionId: correction.id }, ifMatch: correction.revision };
  const after = { onSuccess: done };
  const run: Readonly<Record<Asking | 'accept' | 'confirm', (given: { opinion: string; code: string }) => void>> = {
    accept: () => accept.mutate(read, after),
    confirm: () => confirm.mutate(read, after),
    sign: ({ opinion, code }) => sign.mutate({ ...read, body: { decision: 'sign', opinion, code } }, after),
    return: ({ opinion }) => sign.mutate({ ...read, body: { decision: 'return', opinion } }, after),
    dispute: ({ opinion }) => dispute.mutate({ ...read, body: { reason: opinion } }, after),
    uphold: ({ opinion, code }) => decide.mutate({ ...read, body: { decision: 'uphold', reason: opinion, code } }, after),
    'dispute-decision': ({ opinion }) =>
      above.mutate({ ...read, body: { reason: opinion } }, { onSuccess: ({ answer }) => void navigate(paths.dispute(answer.disputeId)) }),
    withdraw: ({ opinion }) => withdraw.mutate({ ...read, body: { reason: opinion } }, after),
  };
  const all = [accept, confirm, sign, dispute, decide, withdraw, above];
  return {
    run,
    busy: all.some((deed) => deed.isPending),
    error: all.map((deed) => deed.error).find((error) => error !== null) ?? null,
    reset: () => all.forEach((deed) => deed.reset()),
  };
}

const isAsking = (opens: Opens): opens is Asking => asks.some((one) => one === opens);

/** The steps that are open to the reader now. */
export function CorrectionDeeds({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [opened, setOpened] = useState<Opens | null>(null);
  const close = () => setOpened(null);
  const done = () => {
    close();
    void message.success(t('portal.done'));
  };
  const deeds = useDeeds(correction, done);
  const press = (opens: Opens) => {
    deeds.reset();
    if (opens === 'accept' || opens === 'confirm') deeds.run[opens]({ opinion: '', code: '' });
    else setOpened(opens);
  };
  // Those above decide once.
  const isAbove = useCorrectionDisputes(correction).some(({ state }) => state !== 'withdrawn');
  const asked = { correction, onDone: done, onClose: close };
  return (
    <>
      {buttons
        .filter(({ action }) => correction.allowed[action]?.allowed === true && !(isAbove && action === 'dispute-decision'))
        .map(({ action, opens, look }) => (
          <DeedButton
            key={opens}
            allowed={correction.allowed}
            action={action}
            {...(look === 'primary' ? { type: 'primary' as const } : {})}
            danger={look === 'danger'}
            loading={(opens === 'accept' || opens === 'confirm') && deeds.busy}
            onClick={() => press(opens)}
          >
            {t(`portal.correction.deed.${opens}`)}
          </DeedButton>
        ))}
      {opened === null && deeds.error ? <Trouble error={deeds.error} /> : null}
      <OpenForm opened={opened} {...asked} />
      {opened !== null && isAsking(opened) ? (
        <SignDialog
          open
          title={t(`portal.correction.deed.${opened}`)}
          says={t(`portal.correction.says.${opened}`)}
          signs={signed.includes(opened)}
          danger={opened === 'withdraw' || opened === 'dispute'}
          {...(opened === 'sign' || opened === 'return' ? {} : { opinionLabel: t('portal.correction.reason') })}
          busy={deeds.busy}
          error={deeds.error}
          onDone={deeds.run[opened]}
          onCancel={close}
        />
      ) : null}
    </>
  );
}

/** The form of a step that asks for more than an opinion. */
function OpenForm({ opened, ...asked }: Asked & { opened: Opens | null }) {
  if (opened === 'answer') return <AnswerDialog {...asked} />;
  return opened === 'order' || opened === 'assign' ? <PlaceDialog {...asked} orders={opened === 'order'} /> : null;
}
