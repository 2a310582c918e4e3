import type { Reader, Transaction } from '#platform/database';
import type { SignInStage } from './actor.ts';
import type { SessionTimes } from './session.ts';
import { tables } from './tables.ts';

export type Session = SessionTimes & {
  readonly id: string;
  readonly personId: string;
  readonly account: string;
  readonly stage: SignInStage;
  readonly actingPostId: string | null;
  /** The delegation that it acts under (代); null while it acts for itself. */
  readonly delegationId: string | null;
};

/** The session whose token has this hash, of a person who is active. */
export async function sessionByToken(reader: Reader, tokenHash: Buffer): Promise<Session | undefined> {
  const row = await tables(reader)
    .selectFrom('identity.session as s')
    .innerJoin('identity.person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 'p.account', 's.stage', 's.acting_post_id', 's.delegation_id', 's.began_at', 's.seen_at', 's.ended_at'])
    .where('s.token_hash', '=', tokenHash)
    .where('p.state', '=', 'active')
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    personId: row.person_id,
    account: row.account,
    stage: row.stage,
    actingPostId: row.acting_post_id,
    delegationId: row.delegation_id,
    beganAt: row.began_at,
    seenAt: row.seen_at,
    endedAt: row.ended_at,
  };
}

type NewSession = {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly stage: SignInStage;
  readonly at: Date;
};

export async function addSession(tx: Transaction, session: NewSession): Promise<void> {
  await tables(tx)
    .insertInto('identity.session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      person_id: session.personId,
      stage: session.stage,
      acting_post_id: null,
      delegation_id: null,
      began_at: session.at,
      seen_at: session.at,
      ended_at: null,
    })
    .execute();
}

/** Moves a session on to its next stage under a new token, so that a token from before the second factor opens nothing. */
export async function advanceSession(
  tx: Transaction,
  id: string,
  next: { stage: SignInStage; actingPostId: string | null; tokenHash: Buffer },
): Promise<void> {
  await tables(tx)
    .updateTable('identity.session')
    .set({ stage: next.stage, acting_post_id: next.actingPostId, token_hash: next.tokenHash })
    .where('id', '=', id)
    .execute();
}

export async function saveActingPost(tx: Transaction, id: string, actingPostId: string): Promise<void> {
  await tables(tx).updateTable('identity.session').set({ acting_post_id: actingPostId }).where('id', '=', id).execute();
}

export async function saveDelegation(tx: Transaction, id: string, delegationId: string | null): Promise<void> {
  await tables(tx).updateTable('identity.session').set({ delegation_id: delegationId }).where('id', '=', id).execute();
}

export async function saveSeen(tx: Transaction, id: string, at: Date): Promise<void> {
  await tables(tx).updateTable('identity.session').set({ seen_at: at }).where('id', '=', id).where('seen_at', '<', at).execute();
}

export async function endSession(tx: Transaction, id: string, at: Date): Promise<void> {
  await tables(tx).updateTable('identity.session').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null).execute();
}

/** Ends every session of a person, but one where it is named. */
export async function endSessionsOf(tx: Transaction, personId: string, { at, except }: { at: Date; except?: string }): Promise<void> {
  const open = tables(tx)
    .updateTable('identity.session')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null);
  await (except === undefined ? open : open.where('id', '!=', except)).execute();
}

/** Ends the oldest sessions of a person beyond a number that may be open at once. */
export async function endOldestSessions(tx: Transaction, personId: string, { at, keep }: { at: Date; keep: number }): Promise<void> {
  const open = await tables(tx)
    .selectFrom('identity.session')
    .select('id')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .offset(keep)
    .execute();
  const ids = open.map((row) => row.id);
  if (ids.length > 0) await tables(tx).updateTable('identity.session').set({ ended_at: at }).where('id', 'in', ids).execute();
}
