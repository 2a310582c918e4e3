import type { Words } from '@karez/contract/words';

/** The words of an act; what has none shows its own stable name. */
export function actionWords({ t, has }: { t: Words['text']; has: Words['has'] }, action: string): string {
  const key = `portal.audit.action.${action}`;
  return has(key) ? t(key) : action;
}

/** The words of what an act was done to. */
export function objectWords({ t, has }: { t: Words['text']; has: Words['has'] }, kind: string): string {
  const key = `portal.audit.object.${kind}`;
  return has(key) ? t(key) : kind;
}
