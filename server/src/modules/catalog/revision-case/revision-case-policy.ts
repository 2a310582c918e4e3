import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reach } from './change-event-store.ts';
import { nextCaseState, type RevisionCase, type RevisionCaseEvent } from './revision-case.ts';

/** Where a case's entry stands: whose it is, and which region's authority decides. */
export type CaseScene = {
  readonly providerOrgId: string;
  readonly authorityRegion: string | null;
  /** Between two departments: the former one owes it no longer, the receiver not yet. */
  readonly isMoving: boolean;
};

/** What a person may do to a case; the other events are those of the entry's revision and status. */
export const caseDeeds = {
  begin: 'department',
  'report-unchanged': 'department',
  'ask-extension': 'department',
  'confirm-unchanged': 'authority',
  'decline-unchanged': 'authority',
  'decide-extension': 'authority',
} as const satisfies Partial<Record<RevisionCaseEvent, 'department' | 'authority'>>;
export type CaseDeed = keyof typeof caseDeeds;

/** Regions whose cases the actor sees as a member of their authority. */
export function reachOf(actor: Actor): Reach {
  const held = actor.powers.filter(({ power }) => power === 'catalog.publish' || power === 'catalog.verify-denial');
  return { orgId: actor.orgId, regions: [...new Set(held.flatMap(({ regionCode }) => (regionCode === null ? [] : [regionCode])))] };
}

/** The provider's own people and the authority of its region; for everyone else a case does not exist. */
export function seesCase(actor: Actor, { providerOrgId, authorityRegion }: CaseScene): boolean {
  if (actor.orgId === providerOrgId) return true;
  return authorityRegion !== null && reachOf(actor).regions.includes(authorityRegion);
}

function permitted(actor: Actor, { providerOrgId, authorityRegion }: CaseScene, side: 'department' | 'authority'): true | Refusal {
  if (side === 'department') return mayUse(actor, 'catalog.register', { orgId: providerOrgId });
  if (authorityRegion === null) return refuse('identity.power.other-region', { power: 'catalog.publish' });
  return mayUse(actor, 'catalog.publish', { regionCode: authorityRegion, parties: [providerOrgId] });
}

/** Registrars act for the department, the authority's officers decide, never in a case of their own department (91-7.1). */
export function mayDo(actor: Actor, deed: CaseDeed, { given, scene }: { given: RevisionCase; scene: CaseScene }): true | Refusal {
  const may = permitted(actor, scene, caseDeeds[deed]);
  if (isRefusal(may)) return may;
  const next = nextCaseState(given.state, deed);
  if (isRefusal(next)) return next;
  if (scene.isMoving && caseDeeds[deed] === 'department')
    return refuse('catalog.revision-case.illegal-transition', { state: given.state, event: deed });
  return fitsExtension(given, deed);
}

/** More days are asked for once, and decided on while they are asked for. */
function fitsExtension({ state, extension: asked }: RevisionCase, deed: CaseDeed): true | Refusal {
  if (deed === 'decide-extension' && (asked === null || asked.decided !== null))
    return refuse('catalog.revision-case.illegal-transition', { state, event: deed });
  if (deed === 'ask-extension' && asked !== null && asked.granted !== false) return refuse('catalog.revision-case.extension-asked');
  return true;
}

/** Every deed with its reason where it is not open, for the buttons of the portal. */
export function allowedOn(actor: Actor, about: { given: RevisionCase; scene: CaseScene }): ReturnType<typeof allowedOf> {
  return allowedOf({
    begin: mayDo(actor, 'begin', about),
    'report-unchanged': mayDo(actor, 'report-unchanged', about),
    'ask-extension': mayDo(actor, 'ask-extension', about),
    'decide-unchanged': mayDo(actor, 'confirm-unchanged', about),
    'decide-extension': mayDo(actor, 'decide-extension', about),
  });
}
