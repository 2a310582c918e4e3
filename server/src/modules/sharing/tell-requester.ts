import { notify } from '#modules/desk';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { GrantRecord } from './grant-store.ts';

type Telling = { readonly grant: GrantRecord; readonly word: 'narrowed' | 'revoked' | 'suspended' | 'restored'; readonly reason: string };

/** Tells the department that holds a grant what its provider has done to it, and why (809-27). */
export async function tellRequester(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  { grant: { id, document }, word, reason }: Telling,
): Promise<void> {
  await notify(tx, {
    id: newId(),
    key: `sharing.grant-${word}:${id}:${document.version}`,
    for: { kind: 'organisation', orgId: document.requesterOrgId, power: 'sharing.apply' },
    subject: { module: 'sharing', kind: 'sharing.grant', id },
    title: { key: `sharing.notice.grant-${word}`, params: { entry: document.entryName, no: document.no, reason } },
    link: `/sharing/grants/${id}`,
    at: clock.now(),
  });
}

/** Tells the department that gave a grant that its holder needs it no more. */
export async function tellProvider(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  { grant: { id, document }, reason }: Omit<Telling, 'word'>,
): Promise<void> {
  await notify(tx, {
    id: newId(),
    key: `sharing.grant-purpose-done:${id}:${document.version}`,
    for: { kind: 'organisation', orgId: document.providerOrgId, power: 'sharing.handle' },
    subject: { module: 'sharing', kind: 'sharing.grant', id },
    title: { key: 'sharing.notice.grant-purpose-done', params: { entry: document.entryName, no: document.no, reason } },
    link: `/sharing/grants/${id}`,
    at: clock.now(),
  });
}
