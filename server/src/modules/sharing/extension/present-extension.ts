import type { Application } from '@karez/contract/sharing/schemas';
import type { ReplyExtension } from './extension.ts';

/** An extension as a reader sees it; the requester hears of it once it is granted, what is asked inside is not its business. */
export function presentExtension(extension: ReplyExtension | undefined, ownSide: boolean): Application['extension'] {
  if (!extension || (ownSide && extension.state !== 'granted')) return null;
  return {
    workingDays: extension.workingDays,
    reason: extension.reason,
    askedAt: extension.askedAt.toISOString(),
    state: extension.state,
    opinion: extension.opinion,
    decidedAt: extension.decidedAt?.toISOString() ?? null,
  };
}
