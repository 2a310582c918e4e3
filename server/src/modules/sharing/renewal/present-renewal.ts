import type { Application, GrantAnswer } from '@karez/contract/sharing/schemas';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import { findGrant, versionOf } from '../grant-store.ts';
import type { GrantDocument } from '../grant.ts';
import { formerOf } from './former.ts';
import { renewalsUnderWay } from './renewal-store.ts';
import { changesOf } from './renewal.ts';

type Item = { readonly no: number; readonly nameZh: string };

/** What a renewal takes over from, and what it asks for beyond: of what ran when it was agreed to, else of what runs now. */
export async function presentRenewal(
  reader: Reader,
  application: ApplicationRecord,
  { entryItems, zone }: { entryItems: readonly Item[]; zone: string },
): Promise<Application['renewal']> {
  const document = await renewedVersion(reader, application);
  if (!document) return null;
  const former = await formerOf(reader, document, zone);
  const before = document.items.map(({ no }) => no);
  const wanted = application.content.itemNos;
  const named = (nos: readonly number[], items: readonly Item[]) =>
    items.flatMap(({ no, nameZh }) => (nos.includes(no) ? [{ no, nameZh }] : []));
  return {
    grantId: document.grantId,
    grantNo: document.no,
    version: document.version,
    lastDay: former.lastDay,
    added: named(
      wanted.filter((no) => !before.includes(no)),
      entryItems,
    ),
    removed: named(
      before.filter((no) => !wanted.includes(no)),
      document.items,
    ),
    changes: changesOf(former, application.content),
  };
}

async function renewedVersion(reader: Reader, { renewsGrantId, renewsVersion }: ApplicationRecord): Promise<GrantDocument | undefined> {
  if (renewsGrantId === null) return undefined;
  if (renewsVersion !== null) return versionOf(reader, renewsGrantId, renewsVersion);
  return (await findGrant(reader, renewsGrantId))?.document;
}

/** For some grants the renewal under way, as far as a reader may know of it: its own department always, others once it was sent. */
export async function renewalsShown(reader: Reader, grantIds: readonly string[], actor: Actor) {
  const found = await renewalsUnderWay(reader, grantIds);
  return {
    isUnderWay: (grantId: string) => found.some((one) => one.grantId === grantId),
    shownTo: ({ grantId, requesterOrgId }: Pick<GrantDocument, 'grantId' | 'requesterOrgId'>): GrantAnswer['renewal'] => {
      const one = found.find((renewal) => renewal.grantId === grantId);
      if (!one || (actor.orgId !== requesterOrgId && one.submittedAt === null)) return null;
      return { applicationId: one.applicationId, no: one.no, state: one.state };
    },
  };
}
