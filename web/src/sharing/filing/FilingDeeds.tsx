import { decideFiling, withdrawFiling, type Filing } from '@karez/contract/sharing/filing';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { together, useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { AnswerDialog, PostponeDialog, staleAfterFiling, SubmitDialog } from './FilingDialogs.tsx';

const asks = ['accept', 'return', 'withdraw'] as const;
type Asking = (typeof asks)[number];
type Opens = Asking | 'answer' | 'submit' | 'postpone';

/** Which buttons stand, in which order. `action` is what the server names in `allowed`. */
const buttons: readonly { readonly action: string; readonly opens: Opens; readonly look?: 'primary' | 'danger' }[] = [
  { action: 'withdraw', opens: 'withdraw', look: 'danger' },
  { action: 'decide', opens: 'return' },
  { action: 'decide', opens: 'postpone' },
  { action: 'decide', opens: 'accept', look: 'primary' },
  { action: 'submit', opens: 'submit', look: 'primary' },
  { action: 'answer', opens: 'answer', look: 'primary' },
];

/** The steps that are open to the reader now; signing, which waits for others, says so. */
export function FilingDeeds({ filing }: { filing: Filing }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<Opens>();
  const [read, setRead] = useState(filing.revision);
  const decide = useDeed(decideFiling, staleAfterFiling);
  const withdraw = useDeed(withdrawFiling, staleAfterFiling);
  const { busy, error, reset } = together([decide, withdraw]);
  const params = { filingId: filing.id };
  // What the head has signed is taken back with a signature.
  const isSigned = filing.state !== 'negotiating';
  const after = { onSuccess: done };
  const run = (asked: Asking, words: string, code: string) => {
    if (asked === 'withdraw') withdraw.mutate({ params, body: { reason: words, ...(isSigned ? { code } : {}) } }, after);
    else if (asked === 'accept') decide.mutate({ params, ifMatch: read, body: { decision: 'accept', words } }, after);
    else decide.mutate({ params, ifMatch: read, body: { decision: 'return', words } }, after);
  };
  const asked = asks.find((one) => one === open);
  const ends = { filing, read, onDone: done, onCancel: close };
  const waits = (action: string) => action === 'submit' && filing.state === 'negotiating';
  return (
    <>
      {buttons
        .filter(({ action }) => filing.allowed[action]?.allowed === true || (filing.allowed[action] && waits(action)))
        .map(({ action, opens, look }) => (
          <DeedButton
            key={opens}
            allowed={filing.allowed}
            action={action}
            {...(look === 'primary' ? { type: 'primary' as const } : {})}
            danger={look === 'danger'}
            onClick={() => {
              reset();
              setRead(filing.revision);
              show(opens);
            }}
          >
            {t(`portal.filing.deed.${opens}`)}
          </DeedButton>
        ))}
      {open === 'answer' ? <AnswerDialog {...ends} /> : null}
      {open === 'submit' ? <SubmitDialog {...ends} /> : null}
      {open === 'postpone' ? <PostponeDialog {...ends} /> : null}
      {asked ? (
        <SignDialog
          open
          title={t(`portal.filing.deed.${asked}`)}
          says={t(`portal.filing.says.${asked}`)}
          signs={asked === 'withdraw' && isSigned}
          danger={asked === 'withdraw'}
          opinionLabel={t('portal.filing.words')}
          busy={busy}
          error={error}
          onDone={({ opinion, code }) => run(asked, opinion, code)}
          onCancel={close}
        />
      ) : null}
    </>
  );
}
