import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { actedBy, delegateOf } from '#platform/caller';
import { insertStep, noteStandIn, type ApplicationRecord } from './application-store.ts';

/** One thing that an officer did with an application: into its history and into the evidence, in one transaction. */
export type Step = {
  readonly application: ApplicationRecord;
  readonly actor: Actor;
  /** Name of the route, for example `sharing.consent-out`. */
  readonly action: string;
  /** Key of the history's words, `sharing.history.<word>`. */
  readonly word: string;
  readonly role: string;
  readonly opinion: string | null;
  readonly at: Date;
  readonly origin: string | null;
  /** What was signed, when the step is a signature. */
  readonly digest?: string;
  /** Ids and days that say what of the application it was about: never a text. */
  readonly facts?: Readonly<Record<string, string>>;
  /** The standing consent that an agreement rests on. */
  readonly consentId?: string;
};

/** Answers the id of the evidence record. */
export async function recordApplicationStep(tx: Transaction, step: Step): Promise<string> {
  const { application, actor } = step;
  await insertStep(tx, application.id, {
    at: step.at,
    action: step.word,
    organisationId: actor.orgId,
    role: step.role,
    opinion: step.opinion,
    delegate: delegateOf(actor),
  });
  if (actor.standsFor) await noteStandIn(tx, application.id, actor);
  const facts = {
    state: application.state,
    word: step.word,
    ...step.facts,
    ...(step.digest === undefined ? {} : { digest: step.digest }),
    ...(step.consentId === undefined ? {} : { consentId: step.consentId }),
  };
  const evidence = await recordEvidence(tx, {
    at: step.at,
    actor: actedBy(actor),
    action: step.action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.application', id: application.id, revision: application.revision },
    purpose: application.content.usePurpose,
    origin: step.origin,
    facts,
  });
  return evidence.id;
}
