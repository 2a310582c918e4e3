import { closeTodo, openTodo } from '#modules/desk';
import { cancelClock, meetClock, startClock } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { TouchedGrant } from '@karez/contract/catalog/acknowledgement';
import type { ImpactNeeds, RunningGrant } from '../acknowledgement/impact.ts';
import { closeRecall, denyingEntries, insertRecall, type Denying, type OpenRecall, type RecallOutcome } from './recall-store.ts';

export type RecallNeeds = Pick<Needs, 'clock' | 'newId'> & Pick<ImpactNeeds, 'grantsOn'>;

/** Case kind and duty of the clock under which grants are taken back. */
export const RECALL_CASE = 'catalog.recall';

const todoKey = (id: string): string => `${RECALL_CASE}:${id}`;
const reference = (id: string) => ({ caseKind: RECALL_CASE, caseId: id, ruleKey: RECALL_CASE });

/** Running grants that name anything of what is denied; what is gone from the entry is served by no door and needs no recall. */
export function stillGiving(denied: Denying['denied'], running: readonly RunningGrant[]): TouchedGrant[] {
  return running.flatMap((grant) => {
    const touchedNos = grant.itemNos.filter((no) => denied.some((item) => item.no === no));
    return touchedNos.length === 0 ? [] : [{ ...grant, touchedNos, goneNos: [] }];
  });
}

/** What is denied of an entry, and the running grants that still name it, as of now. */
export async function recallOf(
  reader: Reader,
  { clock, grantsOn }: Pick<RecallNeeds, 'clock' | 'grantsOn'>,
  entryId: string,
): Promise<{ readonly entry: Denying; readonly grants: readonly TouchedGrant[] } | undefined> {
  const [entry] = await denyingEntries(reader, [entryId]);
  if (!entry) return undefined;
  const grants = entry.denied.length === 0 ? [] : stillGiving(entry.denied, await grantsOn(reader, entryId, clock.now()));
  return { entry, grants };
}

async function open(tx: Transaction, { clock, newId }: RecallNeeds, { entry, count }: { entry: Denying; count: number }): Promise<void> {
  const at = clock.now();
  const id = newId();
  const { entryId, name, organisationId, regionCode } = entry;
  const started = await startClock(tx, { ...reference(id), id: newId(), dutyOrgId: organisationId, region: regionCode, startedAt: at });
  await insertRecall(tx, { id, entryId, organisationId, dueOn: started.dueOn, openedAt: at });
  await openTodo(tx, {
    id: newId(),
    key: todoKey(id),
    for: { kind: 'organisation', orgId: organisationId, power: 'sharing.consent-in' },
    subject: { module: 'catalog', kind: RECALL_CASE, id },
    title: { key: 'catalog.todo.recall', params: { name, count } },
    link: `/catalog/entries/${entryId}`,
    dueAt: started.dueAt,
    at,
  });
}

type Ending = { readonly standing: OpenRecall; readonly outcome: RecallOutcome; readonly by: string | null };

async function close(tx: Transaction, { clock }: RecallNeeds, { standing: { id }, outcome, by }: Ending): Promise<void> {
  const at = clock.now();
  await closeRecall(tx, { id, outcome, at });
  await (outcome === 'left' ? cancelClock(tx, reference(id), at) : meetClock(tx, reference(id), at));
  await closeTodo(tx, todoKey(id), { by, at });
}

/**
 * Brings the recall of an entry up to date with its version in force and its running grants: one is opened with its term where a grant still names what
 * is denied (809-14), and ended when none does, or when another department holds the entry. The caller holds the entry's row lock.
 */
export async function followRecall(
  tx: Transaction,
  needs: RecallNeeds,
  { entryId, by }: { readonly entryId: string; readonly by: string | null },
): Promise<void> {
  const found = await recallOf(tx, needs, entryId);
  if (!found) return;
  const { entry, grants } = found;
  const owes = entry.held && grants.length > 0;
  const standing = entry.open;
  if (standing !== null) {
    if (owes && standing.organisationId === entry.organisationId) return;
    const outcome = owes || !entry.held ? 'left' : entry.denied.length === 0 ? 'shared' : 'recalled';
    await close(tx, needs, { standing, outcome, by });
  }
  if (owes) await open(tx, needs, { entry, count: grants.length });
}
