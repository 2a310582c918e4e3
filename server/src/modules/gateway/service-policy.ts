import type { AllowedActions } from '@karez/contract/route';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import type { Service } from './service.ts';

/** Where a service's provider is: what powers over a region are held against. */
export type ServicePlace = { readonly regionCode: string | null };

/** Online services are seen by everybody who is signed in; others by the provider's own people only. */
export function maySeeService(actor: Actor, service: Service): boolean {
  return service.state === 'online' || actor.orgId === service.orgId;
}

/** A service that is not online exists also for whoever may operate it there, and for nobody else. */
export function mayInspectService(actor: Actor, service: Service, place: ServicePlace): boolean {
  return maySeeService(actor, service) || mayOperateService(actor, service, place) === true;
}

export function mayChangeService(actor: Actor, service: Service): true | Refusal {
  const permitted = mayUse(actor, 'gateway.register', { orgId: service.orgId });
  if (permitted !== true) return permitted;
  return service.state === 'online' ? refuse('gateway.service.wrong-state', { state: service.state }) : true;
}

/** The provider's steward operates its service; a platform operator does so within the region. */
export function mayOperateService(actor: Actor, service: Service, { regionCode }: ServicePlace): true | Refusal {
  return mayUse(actor, 'gateway.operate', { orgId: service.orgId, regionCode });
}

export function mayTryService(actor: Actor, service: Service): true | Refusal {
  if (service.state !== 'online') return refuse('gateway.service.not-online');
  return mayUse(actor, 'gateway.try');
}

/** What each answer says of the actions that are open to the caller. */
export function allowedOn(actor: Actor, service: Service, place: ServicePlace): AllowedActions {
  const operate = mayOperateService(actor, service, place);
  const wrongState = refuse('gateway.service.wrong-state', { state: service.state });
  const isOnline = service.state === 'online';
  return allowedOf({
    change: mayChangeService(actor, service),
    putOnline: operate === true && isOnline ? wrongState : operate,
    takeOffline: operate === true && !isOnline ? wrongState : operate,
    try: mayTryService(actor, service),
  });
}
