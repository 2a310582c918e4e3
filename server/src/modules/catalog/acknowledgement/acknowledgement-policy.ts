import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import { authorityRegionsOf } from '../catalog-policy.ts';
import type { Entry } from '../entry/entry.ts';
import { nextAcknowledgementState, type Acknowledgement, type AcknowledgementEvent } from './acknowledgement.ts';

export type About = { readonly told: Acknowledgement; readonly entry: Pick<Entry, 'provider'> };

/** The two departments concerned, and the authority of the region; for everyone else it does not exist. */
export function seesAcknowledgement(actor: Actor, { told, entry }: About): boolean {
  if (actor.orgId !== null && [told.organisationId, entry.provider.organisationId].includes(actor.orgId)) return true;
  return told.regionCode !== null && authorityRegionsOf(actor).includes(told.regionCode);
}

function legal({ told }: About, event: AcknowledgementEvent): true | Refusal {
  const next = nextAcknowledgementState(told.state, event);
  return isRefusal(next) ? next : true;
}

/** The consumer's applicants take note, or object. */
export function mayRespond(actor: Actor, about: About, event: 'acknowledge' | 'contest'): true | Refusal {
  const permitted = mayUse(actor, 'sharing.apply', { orgId: about.told.organisationId });
  return isRefusal(permitted) ? permitted : legal(about, event);
}

/** The registrars of the department that provides the entry now answer an objection. */
export function mayAnswerObjection(actor: Actor, about: About): true | Refusal {
  const permitted = mayUse(actor, 'catalog.register', { orgId: about.entry.provider.organisationId });
  return isRefusal(permitted) ? permitted : legal(about, 'answer');
}

/** Each side in its own way: the consumer takes note or objects, the provider answers. */
export function maySpeak(actor: Actor, about: About, event: 'acknowledge' | 'contest' | 'answer'): true | Refusal {
  return event === 'answer' ? mayAnswerObjection(actor, about) : mayRespond(actor, about, event);
}
