import type { ApplicationState } from '@karez/contract/sharing/schemas';

/** The work on one received application inside its provider: who received it, and who has it in hand. */
export type Handling = {
  readonly id: string;
  readonly applicationId: string;
  readonly organisationId: string;
  readonly receivedBy: string;
  readonly receivedAt: Date;
  /** One at a time. */
  readonly holderId: string;
  readonly heldSince: Date;
  /** When the head opened the proposal that waits for the signature; null where none does. */
  readonly proposalOpenedAt: Date | null;
  readonly endedAt: Date | null;
};

/** What becomes of the work inside the provider while the application is in a state. */
const courses: Readonly<Record<ApplicationState, 'goes-on' | 'ends'>> = {
  draft: 'ends',
  'awaiting-consent-out': 'ends',
  'at-provider': 'goes-on',
  'awaiting-consent-in': 'goes-on',
  // Whoever asked for the supplement gets it back.
  'supplement-asked': 'goes-on',
  'awaiting-supplement-consent': 'goes-on',
  // What the authority sends back begins anew.
  'refusal-at-authority': 'ends',
  agreed: 'ends',
  'partly-agreed': 'ends',
  refused: 'ends',
  withdrawn: 'ends',
};

/** Whether the work of a department on an application is over: it was decided or withdrawn, or another department provides the entry now. */
export function isOver(
  { organisationId }: Pick<Handling, 'organisationId'>,
  { state, providerOrgId }: { readonly state: ApplicationState; readonly providerOrgId: string },
): boolean {
  return organisationId !== providerOrgId || courses[state] === 'ends';
}

/** An instant that is not before another one: a machine's clock that was set back stops no case. */
export const notBefore = (earliest: Date, at: Date): Date => (at < earliest ? earliest : at);
