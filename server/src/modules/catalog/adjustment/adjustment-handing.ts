import { closeTodo, closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import { authorityFor } from '#modules/identity';
import { cancelClock, clocksOf, meetClock, startClock, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Adjustment } from './adjustment.ts';

type HandingNeeds = Pick<Needs, 'clock' | 'newId'>;
/** Whose turn it is: the department's to answer, or the leader's to decide. */
type Turn = 'answer' | 'decision';

/** Case kind under which clocks and to-dos of adjustments run. */
export const ADJUSTMENT_CASE = 'catalog.adjustment';
export const ANSWER_RULE = 'catalog.adjustment-answer';
const rules: Readonly<Record<Turn, string>> = { answer: ANSWER_RULE, decision: 'catalog.adjustment-decision' };

const keyOf = ({ id }: Adjustment, turn: Turn): string => `${ADJUSTMENT_CASE}:${id}:${turn}`;
const subjectOf = ({ id }: Adjustment) => ({ module: 'catalog', kind: ADJUSTMENT_CASE, id });
const linkOf = ({ id }: Adjustment): string => `/catalog/adjustments/${id}`;
const reference = ({ id }: Adjustment, turn: Turn) => ({ caseKind: ADJUSTMENT_CASE, caseId: id, ruleKey: rules[turn] });

const department = ({ provider }: Adjustment, power: string): Addressee => ({ kind: 'organisation', orgId: provider.id, power });
const authority = ({ provider, regionCode }: Adjustment, power: string): Addressee => ({
  kind: 'region',
  regionCode,
  power,
  exceptOrgIds: [provider.id],
});

/** Who owes the step: the department itself, or a member of the authority that is no party to it; null while there is none. */
async function dutyOrg(reader: Reader, { provider, regionCode }: Adjustment, turn: Turn): Promise<string | null> {
  if (turn === 'answer') return provider.id;
  const found = await authorityFor(reader, { regionCodes: [regionCode], power: 'catalog.suspend', parties: [provider.id] });
  return found?.members[0]?.orgId ?? null;
}

/** When the term of a turn is due that has begun already: an objection may come while the leader has it to decide on a silence. */
async function runningTerm(
  reader: Reader,
  { adjustment, turn, at }: { adjustment: Adjustment; turn: Turn; at: Date },
): Promise<Date | null | undefined> {
  const clocks = await clocksOf(reader, { caseKind: ADJUSTMENT_CASE, caseIds: [adjustment.id], at });
  return clocks.find(({ ruleKey, endedAt }) => ruleKey === rules[turn] && endedAt === null)?.dueAt;
}

async function startTerm(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { adjustment, turn, orgId }: { adjustment: Adjustment; turn: Turn; orgId: string },
): Promise<Date> {
  const startedAt = clock.now();
  const region = adjustment.regionCode;
  return (await startClock(tx, { ...reference(adjustment, turn), id: newId(), dutyOrgId: orgId, region, startedAt })).dueAt;
}

/**
 * Puts it on the desk of those whose turn it is, and starts their term. Where nobody of the authority may decide at present it waits for whoever is given
 * the power, without a term that nobody could keep: a department's word is never refused for what the authority lacks.
 */
export async function askFor(
  tx: Transaction,
  needs: HandingNeeds,
  { adjustment, turn }: { adjustment: Adjustment; turn: Turn },
): Promise<void> {
  const at = needs.clock.now();
  const orgId = await dutyOrg(tx, adjustment, turn);
  const running = await runningTerm(tx, { adjustment, turn, at });
  const dueAt = running ?? (orgId === null ? null : await startTerm(tx, needs, { adjustment, turn, orgId }));
  await openTodo(tx, {
    id: needs.newId(),
    key: keyOf(adjustment, turn),
    for: turn === 'answer' ? department(adjustment, 'catalog.sign') : authority(adjustment, 'catalog.suspend'),
    subject: subjectOf(adjustment),
    title: {
      key: `catalog.todo.adjustment-${turn === 'answer' ? 'answer' : adjustment.state}`,
      params: { name: adjustment.entryName, provider: adjustment.provider.name },
    },
    link: linkOf(adjustment),
    dueAt,
    at,
  });
}

/** The department has answered: its term is met, also when it is late. */
export async function answered(
  tx: Transaction,
  { clock }: HandingNeeds,
  { adjustment, by }: { adjustment: Adjustment; by: string },
): Promise<void> {
  const at = clock.now();
  await closeTodo(tx, keyOf(adjustment, 'answer'), { by, at });
  await meetClock(tx, reference(adjustment, 'answer'), at);
}

/** It has ended: nobody has anything to do about it. Who decided has met the term; a turn that nobody needs to take any more is cancelled. */
export async function ended(
  tx: Transaction,
  { clock }: HandingNeeds,
  { adjustment, by }: { adjustment: Adjustment; by: string },
): Promise<void> {
  const at = clock.now();
  await closeTodosOf(tx, { kind: ADJUSTMENT_CASE, id: adjustment.id }, { by, at });
  const wasDecided = adjustment.decided !== null;
  await (wasDecided ? meetClock(tx, reference(adjustment, 'decision'), at) : cancelClock(tx, reference(adjustment, 'decision'), at));
  await cancelClock(tx, reference(adjustment, 'answer'), at);
}

/** Tells the other side what happened. */
export async function tell(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { adjustment, side }: { adjustment: Adjustment; side: 'department' | 'authority' },
): Promise<undefined> {
  // The head has a proposal on the desk as a to-do.
  const ofDepartment = adjustment.state === 'proposed' ? ['catalog.register'] : ['catalog.register', 'catalog.sign'];
  const powers = side === 'department' ? ofDepartment : ['catalog.publish'];
  for (const power of powers) {
    await notify(tx, {
      id: newId(),
      key: `${ADJUSTMENT_CASE}:${adjustment.id}:${adjustment.state}:${power}`,
      for: side === 'department' ? department(adjustment, power) : authority(adjustment, power),
      subject: subjectOf(adjustment),
      title: {
        key: `catalog.notice.adjustment-${adjustment.state}`,
        params: { name: adjustment.entryName, provider: adjustment.provider.name },
      },
      link: linkOf(adjustment),
      at: clock.now(),
    });
  }
  return undefined;
}

/** The term of whose turn it is, for each open adjustment. */
export async function adjustmentClocks(reader: Reader, ids: readonly string[], at: Date): Promise<Map<string, ClockView>> {
  const clocks = await clocksOf(reader, { caseKind: ADJUSTMENT_CASE, caseIds: [...ids], at });
  // Oldest first: the leader's term stands behind the department's.
  return new Map(clocks.filter(({ endedAt }) => endedAt === null).map((clock) => [clock.caseId, clock]));
}
