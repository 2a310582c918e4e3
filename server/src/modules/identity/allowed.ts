import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';

/** Turns permissions into what every answer carries: which actions are open to the caller, and for the others why not. */
export function allowedOf(permissions: Readonly<Record<string, true | Refusal>>): AllowedActions {
  const entries = Object.entries(permissions).map(([action, permission]) => {
    if (isRefusal(permission)) return [action, { allowed: false, reason: permission.code, params: { ...permission.params } }] as const;
    return [action, { allowed: true, reason: null, params: {} }] as const;
  });
  return Object.fromEntries(entries);
}

/** The first refusal of several conditions, or `true` where none refuses. */
export function every(...permissions: readonly (true | Refusal)[]): true | Refusal {
  return permissions.find((permission) => isRefusal(permission)) ?? true;
}
