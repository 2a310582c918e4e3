import { legacyDenialKinds } from '@karez/contract/catalog/content';
import type { Reassessment } from '@karez/contract/catalog/denial';
import { closeTodo, openTodo } from '#modules/desk';
import { cancelClock, meetClock, ruleSetInForce, startClock, type RuleSet } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { assessed, closeReassessment, insertReassessment, unfollowed, type Assessed } from './reassessment-store.ts';

type FollowNeeds = Pick<Needs, 'clock' | 'newId'>;

/** Entries that one transaction takes up when the rules have changed. */
const BATCH = 200;

/** Case kind and duty of the clock under which a denial is reassessed. */
export const REASSESSMENT_CASE = 'catalog.denial-reassessment';

/** Kinds of instrument that old catalogues refused by and that the rule set no longer lets refuse; none where it sets no term for them. */
export function oldKindsUnder({ denial, limits }: Pick<RuleSet, 'denial' | 'limits'>): readonly string[] {
  if (!limits.has(REASSESSMENT_CASE)) return [];
  const allowed: readonly string[] = denial.ranks;
  return legacyDenialKinds.filter((kind) => !allowed.includes(kind));
}

const todoKey = (id: string): string => `${REASSESSMENT_CASE}:${id}`;
const reference = (id: string) => ({ caseKind: REASSESSMENT_CASE, caseId: id, ruleKey: REASSESSMENT_CASE });

async function open(tx: Transaction, { clock, newId }: FollowNeeds, entry: Assessed): Promise<void> {
  const at = clock.now();
  const id = newId();
  const { organisationId, regionCode, name, entryId } = entry;
  const started = await startClock(tx, { ...reference(id), id: newId(), dutyOrgId: organisationId, region: regionCode, startedAt: at });
  await insertReassessment(tx, { ...entry, id, dueOn: started.dueOn, at });
  await openTodo(tx, {
    id: newId(),
    key: todoKey(id),
    for: { kind: 'organisation', orgId: organisationId, power: 'catalog.register' },
    subject: { module: 'catalog', kind: REASSESSMENT_CASE, id },
    title: { key: 'catalog.todo.reassess-denial', params: { name } },
    link: `/catalog/entries/${entryId}`,
    dueAt: started.dueAt,
    at,
  });
}

async function close(tx: Transaction, { clock }: FollowNeeds, { id, outcome, by }: { id: string; outcome: Outcome; by: string | null }) {
  const at = clock.now();
  await closeReassessment(tx, { id, outcome, at });
  await (outcome === 'left' ? cancelClock(tx, reference(id), at) : meetClock(tx, reference(id), at));
  await closeTodo(tx, todoKey(id), { by, at });
}

type Outcome = NonNullable<Reassessment['outcome']>;

/** How an open reassessment ends now; undefined while it stands. */
function endOf({ stands, denies, oldBases, open: standing, organisationId }: Assessed): Outcome | undefined {
  if (!stands || standing?.organisationId !== organisationId) return 'left';
  if (oldBases.length > 0) return undefined;
  return denies ? 'basis-mended' : 'shared';
}

/**
 * Brings the reassessments of some entries up to date with what they say now (809-14): one is opened with its term and to-do where an entry refuses
 * sharing on what is no longer allowed, and ended where a new version puts it right, or where the entry has left its department or the catalogue.
 */
export async function followReassessments(
  tx: Transaction,
  needs: FollowNeeds,
  { entryIds, by }: { entryIds: readonly string[]; by: string | null },
): Promise<void> {
  // Most entries refuse nothing on an old kind: they cost one question and no look at the law.
  const found = entryIds.length === 0 ? [] : await assessed(tx, entryIds, legacyDenialKinds);
  if (found.length === 0) return;
  const oldKinds = oldKindsUnder(await ruleSetInForce(tx, needs.clock.now()));
  for (const each of found)
    await follow(tx, needs, { entry: { ...each, oldBases: each.oldBases.filter(({ kind }) => oldKinds.includes(kind)) }, by });
}

/**
 * Takes up what entries said already when the rules changed: every hour, whatever denies on a kind that the rule set in force no longer allows and
 * was not reassessed for it, in the order of ids; answers how many. Broken off, it goes on with those that are left.
 */
export async function followRules(needs: FollowNeeds & Pick<Needs, 'database'>): Promise<number> {
  let taken = 0;
  for (let last: string | null = null; ;) {
    const behind: string | null = last;
    const batch = await needs.database.transaction(async (tx) => {
      const oldKinds = oldKindsUnder(await ruleSetInForce(tx, needs.clock.now()));
      const entryIds = await unfollowed(tx, { oldKinds, behind, limit: BATCH });
      await followReassessments(tx, needs, { entryIds, by: null });
      return entryIds;
    });
    taken += batch.length;
    last = batch.at(-1) ?? null;
    if (batch.length < BATCH) return taken;
  }
}

async function follow(tx: Transaction, needs: FollowNeeds, { entry, by }: { entry: Assessed; by: string | null }): Promise<void> {
  const outcome = entry.open === null ? undefined : endOf(entry);
  if (entry.open !== null && outcome === undefined) return;
  if (entry.open !== null && outcome !== undefined) await close(tx, needs, { id: entry.open.id, outcome, by });
  if (entry.stands && entry.oldBases.length > 0) await open(tx, needs, entry);
}
