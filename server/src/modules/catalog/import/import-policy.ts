import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import { allowedOf, mayUse, type Actor } from '#modules/identity';

import { apply, hasRefusedRows, undo, type ImportJob, type ImportTarget } from './import-job.ts';

/** A registrar imports the own department's catalogue; a sample of another place is for those who import over a region. */
export function mayStart(actor: Actor, target: ImportTarget): true | Refusal {
  if (target === 'own-department') return mayUse(actor, 'catalog.import', { orgId: actor.orgId });
  if (target === 'own-drafts') return mayUse(actor, 'catalog.register', { orgId: actor.orgId });
  const isRegional = actor.powers.some(({ power, regionCode }) => power === 'catalog.import' && regionCode !== null);
  return isRegional ? true : refuse('catalog.import.place-not-permitted');
}

/** An import is its starting department's business: for others it does not exist. */
export function sees(actor: Actor, job: ImportJob): boolean {
  return actor.orgId !== null && actor.orgId === job.startedOrgId;
}

/** What may be done with an import now, and why not. */
export function allowedOn(job: ImportJob): ReturnType<typeof allowedOf> {
  const applied = apply(job);
  const undone = undo(job);
  return allowedOf({
    apply: isRefusal(applied) ? applied : true,
    'download-refused-rows': hasRefusedRows(job),
    undo: isRefusal(undone) ? undone : true,
  });
}
