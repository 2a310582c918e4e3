import { dayIn } from '@karez/kit/clock';
import type { UseWords } from '@karez/contract/sharing/use-record';
import { isRefusal, refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySeeGrant } from '../grant-policy.ts';
import { lockGrant, type GrantRecord } from '../grant-store.ts';
import { holdsPersonalValue } from '../personal-value.ts';
import { currentQuarter } from './current-quarter.ts';
import { openUseRecord } from './open-use-record.ts';
import type { Quarter } from './quarter.ts';
import { meetUse } from './use-record-duty.ts';
import { mayTellUse } from './use-record-policy.ts';
import { keptUntil } from './use-record-rules.ts';
import { recordUseStep } from './use-record-step.ts';
import { insertStatement, saveUseRecord, statementsOf, useRecordsOf, type Statement } from './use-record-store.ts';
import { afterUseEvent, type UseRecord } from './use-record.ts';

type Said = ({ readonly kind: 'stated' } & UseWords) | { readonly kind: 'unchanged' };
export type StateUse = {
  readonly actor: Actor;
  readonly grantId: string;
  readonly quarter: Quarter;
  readonly said: Said;
  readonly origin: string;
};
type StatingNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'newId'>;

/** Places of a statement that name a person by number; its numbers are counts. */
function personalPlaces(said: UseWords): FieldRefusal[] {
  return (['scenario', 'outcome', 'storage'] as const).flatMap((place) =>
    holdsPersonalValue(said[place]) ? [{ path: `/body/${place}`, code: 'sharing.use-personal-value', params: {} }] : [],
  );
}

/** The holder says for a quarter what the data is used for, what it has brought and where it is kept, or that nothing has changed (809-29). */
export async function stateUse(needs: StatingNeeds, command: StateUse): Promise<{ grantId: string } | Refusal> {
  return needs.database.transaction(async (tx) => {
    const { actor, grantId, quarter, said } = command;
    const at = needs.clock.now();
    const grant = await lockGrant(tx, grantId);
    if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
    const [former] = await statementsOf(tx, grantId);
    const permitted = await mayState(tx, needs, { command, grant, isKnown: former !== undefined });
    if (isRefusal(permitted)) return permitted;
    const words = wordsOf(said, former);
    if (isRefusal(words)) return words;
    const stated = afterUseEvent(await openUseRecord(tx, needs, { grantId, quarter, at }), 'state', at);
    if (isRefusal(stated)) return stated;
    await store(tx, needs, { command, grant, record: stated, no: (former?.no ?? 0) + 1, words });
    return { grantId };
  });
}

type Asked = { readonly command: StateUse; readonly grant: GrantRecord; readonly isKnown: boolean };

/** A quarter has a record, or it is the one that runs: of that the record is opened when something is said. */
async function mayState(tx: Transaction, needs: StatingNeeds, { command, grant, isKnown }: Asked): Promise<true | Refusal> {
  const { actor, quarter, said } = command;
  const known = (await useRecordsOf(tx, grant.id)).find((record) => record.quarter === quarter);
  const running = quarter === currentQuarter(needs, grant) ? { state: 'running' as const, quarter } : undefined;
  const deed = said.kind === 'stated' ? 'state-use' : 'say-unchanged';
  return mayTellUse(actor, deed, { grant, record: known ?? running, isKnown, hasWaitingCalls: false });
}

/** What is stated: words of its own without personal values, or those of the statement before. */
function wordsOf(said: Said, former: Statement | undefined): UseWords | Refusal {
  if (said.kind === 'unchanged') return former?.words ?? refuse('sharing.use-record.nothing-before');
  const places = personalPlaces(said);
  if (places.length > 0) return refuse('sharing.use-record.personal-value', { count: places.length }, places);
  const { scenario, outcome, storage, figures } = said;
  return { scenario, outcome, storage, figures };
}

type Storing = { readonly command: StateUse; readonly grant: GrantRecord; readonly record: UseRecord } & Pick<Statement, 'no' | 'words'>;

async function store(
  tx: Transaction,
  { clock, config, newId }: StatingNeeds,
  { command, grant, record, no, words }: Storing,
): Promise<void> {
  const { actor, said, origin } = command;
  const at = clock.now();
  await saveUseRecord(tx, record);
  await insertStatement(tx, {
    id: newId(),
    recordId: record.id,
    grantId: grant.id,
    no,
    kind: said.kind,
    words,
    statedBy: actor.id,
    statedAt: at,
    keptUntil: await keptUntil(tx, { today: dayIn(config.KAREZ_TIME_ZONE, at), at }),
  });
  await meetUse(tx, { duty: 'statement', caseId: record.id }, { by: actor.id, at });
  await recordUseStep(tx, { grant, record, actor, action: 'sharing.state-use', at, origin, facts: { kind: said.kind, no } });
}
