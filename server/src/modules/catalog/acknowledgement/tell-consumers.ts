import { isRefusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { actedBy } from '#platform/caller';
import type { Step, StepNeeds } from '../revision/record-step.ts';
import type { Effective, Revision } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { closeTurn, handAcknowledgement, tellUntouched } from './acknowledgement-handing.ts';
import { openAcknowledgementsOf, saveAcknowledgement } from './acknowledgement-store.ts';
import { ended, toldAnew, type Acknowledgement } from './acknowledgement.ts';
import { impactOf, type Impact, type ImpactNeeds } from './impact.ts';
import { insertMajorVersion } from './major-version-store.ts';

type Telling = StepNeeds & ImpactNeeds;
type Told = {
  /** What was in force before; null for a first version. */
  readonly before: Revision | null;
  readonly effective: Effective;
  /** The entry as it stands now. */
  readonly file: EntryFile;
  readonly actor: Step['actor'];
};

/**
 * A version has come into force: where it is major, keeps why and whom it touches, and tells every consumer with a running grant of what changed, in
 * the transaction that holds the entry's row lock, so no grant begins between. An acknowledgement that was open goes on as part of the new one.
 */
export async function tellConsumers(tx: Transaction, needs: Telling, told: Told): Promise<void> {
  const { before, effective, file, actor } = told;
  if (before === null || !('version' in before)) return;
  const at = needs.clock.now();
  const entryId = file.entry.id;
  const impact = await impactOf(tx, needs, { entryId, before: before.content, after: effective.content, at });
  if (impact.breaks.length === 0) return;
  const { breaks, grants, services } = impact;
  const previous = { no: before.no, version: before.version };
  await insertMajorVersion(tx, { entryId, no: effective.no, version: effective.version, previous, at, breaks, grants, services });
  const open = new Map((await openAcknowledgementsOf(tx, entryId)).map((one) => [one.organisationId, one]));
  const running = await needs.grantsOn(tx, entryId, at);
  const names = new Map(running.map(({ organisationId, organisationName }) => [organisationId, organisationName]));
  for (const [organisationId, organisationName] of names) {
    const former = open.get(organisationId) ?? null;
    if (former === null && !isTouched(impact, organisationId)) await tellUntouched(tx, needs, { file, orgId: organisationId });
    else {
      const next = toldAnew(
        {
          id: needs.newId(),
          entryId,
          organisationId,
          organisationName,
          regionCode: file.authorityRegion,
          from: previous,
          to: { no: effective.no, version: effective.version },
          openedAt: at,
        },
        former,
      );
      await replace(tx, needs, { former, next, file, actor });
    }
  }
  await reached('catalog.acknowledgement.told');
}

function isTouched({ grants }: Impact, organisationId: string): boolean {
  return grants.some((grant) => grant.organisationId === organisationId);
}

async function replace(
  tx: Transaction,
  needs: Telling,
  { former, next, file, actor }: { former: Acknowledgement | null; next: Acknowledgement; file: EntryFile; actor: Step['actor'] },
): Promise<void> {
  if (former !== null) {
    const over = ended(former, 'supersede', needs.clock.now());
    if (isRefusal(over)) throw new Error(`acknowledgement ${former.id} was open and is not: ${over.code}`);
    await saveAcknowledgement(tx, over);
    await closeTurn(tx, needs, { told: former, by: actor.id, outcome: 'cancelled' });
  }
  await saveAcknowledgement(tx, next);
  await handAcknowledgement(tx, needs, { told: next, file });
  await recordEvidence(tx, {
    at: needs.clock.now(),
    actor: actedBy(actor),
    action: 'catalog.tell-consumer',
    outcome: { result: 'done' },
    object: { kind: 'catalog.acknowledgement', id: next.id },
    origin: null,
    facts: { entryId: next.entryId, organisationId: next.organisationId, to: next.to.version, supersedes: former?.id ?? null },
  });
}
