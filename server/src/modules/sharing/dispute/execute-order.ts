import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { findApplication } from '../application-store.ts';
import { findGrant } from '../grant-store.ts';
import { isInUse } from '../grant.ts';
import { entryAskedFor } from '../requestable-entry.ts';
import { endDisputeClock } from './dispute-clock.ts';
import {
  confirmedFor,
  moved,
  personalIn,
  takeStep,
  type DisputeCommand,
  type DisputeDone,
  type DisputeNeeds,
  type SigningNeeds,
} from './dispute-step.ts';
import type { DisputeRecord } from './dispute.ts';

/** The provider's head reports that the order is carried out; of an application only once it was answered as ordered, or withdrawn, or its grant changed. */
export async function executeOrder(
  needs: SigningNeeds,
  command: DisputeCommand & { readonly words: string; readonly code: string },
): Promise<DisputeDone | Refusal> {
  const { words, code } = command;
  const personal = personalIn({ words });
  if (personal) return personal;
  const confirmed = await confirmedFor(needs, command, { action: 'execute', code });
  if (isRefusal(confirmed)) return confirmed;
  return takeStep(needs, { ...command, action: 'execute', route: 'sharing.execute-order' }, async ({ tx, dispute, at }) => {
    const next = moved(dispute, 'execute');
    if (isRefusal(next)) return next;
    const owed = await faultOfExecution(tx, needs, dispute);
    if (owed) return owed;
    await endDisputeClock(tx, dispute.id, { how: 'meet', at });
    return { dispute: { ...next, endedAt: at }, word: 'executed', words, dueAt: null };
  });
}

/** What was ordered has to be given: by the answer to an application, or by a running grant. Null where it is, and where nobody gives it any more. */
async function faultOfExecution(
  reader: Reader,
  needs: Pick<DisputeNeeds, 'clock' | 'config'>,
  dispute: DisputeRecord,
): Promise<Refusal | null> {
  if (dispute.grantId !== null) return faultOfGrant(reader, needs, { ...dispute, grantId: dispute.grantId });
  const application = dispute.applicationId === null ? undefined : await findApplication(reader, dispute.applicationId);
  const isOpen = application !== undefined && !answered.includes(application.state);
  return isOpen ? refuse('sharing.dispute.not-executed', { state: application.state }) : null;
}

/** Refused too: where the entry denies by now what was ordered (809-14), the order binds nobody (see `faultOfBound`). */
const answered: readonly string[] = ['agreed', 'partly-agreed', 'refused', 'withdrawn'];

/** A grant that runs has to give what was ordered, as far as the entry still shares it. */
async function faultOfGrant(
  reader: Reader,
  { clock, config }: Pick<DisputeNeeds, 'clock' | 'config'>,
  { grantId, entryId, outcome }: DisputeRecord & { readonly grantId: string },
): Promise<Refusal | null> {
  const at = clock.now();
  const grant = await findGrant(reader, grantId);
  if (!grant || !isInUse(grant, at)) return null;
  const entry = await entryAskedFor(reader, { entryId, today: dayIn(config.KAREZ_TIME_ZONE, at) });
  const shared = isRefusal(entry) ? [] : entry.items.filter(({ shareType }) => shareType !== 'denied').map(({ no }) => no);
  const held = grant.document.items.map(({ no }) => no);
  const missing = (outcome?.itemNos ?? []).filter((no) => shared.includes(no) && !held.includes(no));
  return missing.length === 0 ? null : refuse('sharing.dispute.not-executed', { state: 'partly-agreed' });
}
