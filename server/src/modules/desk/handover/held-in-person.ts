import type { HandoverDeed } from '@karez/contract/desk/handover';
import type { Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';

import type { Title } from '../todo.ts';

/** One thing that lies in somebody's own hand, and not on a post. */
export type HeldItem = {
  readonly kind: string;
  readonly id: string;
  readonly title: Title;
  readonly link: string;
  /** Since when. */
  readonly since: Date;
};

/** Whose things: those of one person in one unit, as far as the caller may know of them. */
export type Holding = { readonly personId: string; readonly orgId: string; readonly actor: Actor };

export type Taking = Holding & {
  readonly id: string;
  /** The colleague, with what they may do today. */
  readonly to: Actor;
  readonly reason: string;
  /** Number of the hand-over. */
  readonly no: string;
  readonly at: Date;
  readonly origin: string;
};

/** One kind of thing that is held in person, as the module that owns it knows it. Lent to the desk by the process. */
export type HeldInPerson = {
  readonly kind: string;
  readonly deed: HandoverDeed;
  readonly heldBy: (reader: Reader, holding: Holding) => Promise<readonly HeldItem[]>;
  /** Accounts that hold something of this kind in a unit, whether they still have a post there or not. */
  readonly holdersIn: (reader: Reader, orgId: string) => Promise<readonly string[]>;
  /** Why a colleague may not take some of it, by id; what they may take is absent. */
  readonly obstacles: (reader: Reader, ids: readonly string[], to: Actor) => Promise<ReadonlyMap<string, Refusal>>;
  /** Hands one over, or ends it: locks it and asks everything again. `desk.handover.changed` where the person does not hold it any more. */
  readonly take: (tx: Transaction, taking: Taking) => Promise<true | Refusal>;
};
