import type { Words } from '@karez/contract/wording';

/** The words of an act; a read that was refused has none of its own, and its stable name stands beside it anyway. */
export function actionWords({ t, has }: { t: Words['text']; has: Words['has'] }, action: string): string {
  const key = `portal.audit.action.${action}`;
  return has(key) ? t(key) : t('portal.audit.other-action');
}

/** The words of what an act was done to. */
export function objectWords({ t, has }: { t: Words['text']; has: Words['has'] }, kind: string): string {
  const key = `portal.audit.object.${kind}`;
  return has(key) ? t(key) : kind;
}
