import type { AllowedActions } from '@karez/contract/route';

/** What a step of an entry makes stale. */
export const staleAfterStep = ['catalog.', 'desk.'];

/** Steps that the reader's post has to do with: a closed one stays in view with its reason, except where only the post lacks. */
export function concerns(allowed: AllowedActions, action: string): boolean {
  const rule = allowed[action];
  if (!rule) return false;
  return (
    rule.allowed ||
    (rule.reason !== null &&
      !rule.reason.startsWith('identity.power.') &&
      rule.reason !== 'catalog.revision.illegal-transition' &&
      rule.reason !== 'catalog.entry.illegal-transition')
  );
}
