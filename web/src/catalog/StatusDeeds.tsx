import { decideStatusRequest, liftSuspension, requestRestoration, withdrawStatusRequest } from '@karez/contract/catalog/status';
import type { Entry } from '@karez/contract/catalog/answers';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { together, useOneDialog } from '../client/one-dialog.ts';
import { useDeed } from '../client/queries.ts';
import { SignDialog } from '../client/SignDialog.tsx';
import { concerns, staleAfterStep } from './deeds.ts';
import { RetirementDialog, type Retiring } from './RetirementDialog.tsx';
import { SuspensionDialog } from './SuspensionDialog.tsx';

type Asking = 'request-restoration' | 'withdraw-status-request' | 'approve' | 'decline' | 'lift-suspension';
type Open = Asking | Retiring | 'suspend-entry';
type Given = { readonly opinion: string; readonly code: string };

/** Each button: what it opens and the action whose permission it needs. */
const buttons: readonly { readonly open: Open; readonly action: string }[] = [
  { open: 'request-retirement', action: 'request-retirement' },
  { open: 'retire-orphaned', action: 'retire-orphaned' },
  { open: 'request-restoration', action: 'request-restoration' },
  { open: 'withdraw-status-request', action: 'withdraw-status-request' },
  { open: 'suspend-entry', action: 'suspend-entry' },
  { open: 'lift-suspension', action: 'lift-suspension' },
  { open: 'decline', action: 'decide-status-request' },
  { open: 'approve', action: 'decide-status-request' },
];
const signed: readonly Open[] = ['request-restoration', 'lift-suspension'];

function useStatusSteps(entry: Entry, onSuccess: () => void) {
  const restore = useDeed(requestRestoration, staleAfterStep);
  const withdraw = useDeed(withdrawStatusRequest, staleAfterStep);
  const decide = useDeed(decideStatusRequest, staleAfterStep);
  const lift = useDeed(liftSuspension, staleAfterStep);
  const about = { params: { entryId: entry.id }, ifMatch: entry.revision };
  const run = (asking: Asking, { opinion, code }: Given) => {
    if (asking === 'request-restoration') restore.mutate({ ...about, body: { reason: opinion, secondFactor: code } }, { onSuccess });
    else if (asking === 'withdraw-status-request') withdraw.mutate({ ...about, body: { opinion } }, { onSuccess });
    else if (asking === 'lift-suspension') lift.mutate({ ...about, body: { opinion, secondFactor: code } }, { onSuccess });
    else decide.mutate({ ...about, body: { decision: asking, opinion } }, { onSuccess });
  };
  return { run, ...together([restore, withdraw, decide, lift]) };
}

/** Which dialog an open button stands for: that of a retirement, or the plain one. */
function askedOf(open: Open | null): { retiring: Retiring | null; asking: Asking | null } {
  if (open === 'request-retirement' || open === 'retire-orphaned') return { retiring: open, asking: null };
  return { retiring: null, asking: open === 'suspend-entry' ? null : open };
}

/** 下线、恢复、暂停: the steps of an entry's status that the reader's post has to do with. */
export function StatusDeeds({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<Open>();
  const steps = useStatusSteps(entry, done);
  const ask = (next: Open) => () => {
    steps.reset();
    show(next);
  };
  const { retiring, asking } = askedOf(open);
  return (
    <>
      {buttons
        .filter(({ action }) => concerns(entry.allowed, action))
        .map((button) => (
          <DeedButton
            key={button.open}
            allowed={entry.allowed}
            action={button.action}
            type={button.open === 'approve' || button.open === 'lift-suspension' ? 'primary' : 'default'}
            onClick={ask(button.open)}
          >
            {t(`portal.catalog.deed.${button.open}`)}
          </DeedButton>
        ))}
      {asking ? (
        <SignDialog
          key={asking}
          open
          title={t(`portal.catalog.deed.${asking}`)}
          says={t(`portal.catalog.ask-says.${asking}`)}
          signs={signed.includes(asking)}
          danger={asking === 'decline'}
          {...(asking === 'request-restoration' ? { opinionLabel: t('portal.catalog.status-reason') } : {})}
          busy={steps.busy}
          error={steps.error}
          onDone={(given) => steps.run(asking, given)}
          onCancel={close}
        />
      ) : null}
      {retiring ? <RetirementDialog entry={entry} asks={retiring} onDone={done} onCancel={close} /> : null}
      {open === 'suspend-entry' ? <SuspensionDialog entry={entry} onDone={done} onCancel={close} /> : null}
    </>
  );
}
