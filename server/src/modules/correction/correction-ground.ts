import type { CorrectionGround } from '@karez/contract/correction/schemas';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { findEntryInForce } from '#modules/catalog';
import { authorityFor, organisationById } from '#modules/identity';
import { findGrant } from '#modules/sharing';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { CorrectionRecord } from './correction-store.ts';

type Asked = {
  readonly entryId: string;
  readonly requesterOrgId: string;
  readonly ground: CorrectionGround;
  /** Whether the two departments are kept from their end until the transaction ends. */
  readonly kept: boolean;
};
type Known = Pick<CorrectionRecord, 'ground' | 'providerOrgId' | 'providerRegionCode'> & {
  /** Items that may be named. */
  readonly items: readonly { readonly no: number; readonly name: string }[];
};

/**
 * What a department may report about: items of a grant that it holds and that runs, or, in a person's matter, items of an entry that are
 * shared. It never reports to itself.
 */
export async function groundOf(
  reader: Reader,
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  { entryId, requesterOrgId, ground, kept }: Asked,
): Promise<Known | Refusal> {
  const at = clock.now();
  const entry = await findEntryInForce(reader, entryId, dayIn(config.KAREZ_TIME_ZONE, at));
  if (isRefusal(entry) || entry.provider.organisationId === null) return refuse('correction.ground-unfit');
  const provider = { providerOrgId: entry.provider.organisationId, providerRegionCode: entry.provider.regionCode };
  if (provider.providerOrgId === requesterOrgId) return refuse('correction.own-entry');
  const ended = await endedSide(reader, { ...provider, requesterOrgId, kept });
  if (ended) return ended;
  if (ground.kind === 'matter') {
    // What has left the catalogue is used under grants only.
    if (!entry.requestable) return refuse('correction.ground-unfit');
    const shared = entry.items.filter(({ shareType }) => shareType !== 'denied');
    return { ...provider, ground, items: shared.map(({ no, nameZh }) => ({ no, name: nameZh })) };
  }
  const grant = await heldGrant(reader, { entryId, requesterOrgId, grantId: ground.grantId, at });
  if (isRefusal(grant)) return grant;
  const granted = new Set(grant.document.items.map(({ no }) => no));
  return {
    ...provider,
    ground: { kind: 'grant', grantId: grant.id, grantNo: grant.document.no },
    items: entry.items.filter(({ no }) => granted.has(no)).map(({ no, nameZh }) => ({ no, name: nameZh })),
  };
}

type Sides = Pick<Asked, 'requesterOrgId' | 'kept'> & { readonly providerOrgId: string };

/** Why two departments cannot be the sides of a report any more; null where both stand. */
async function endedSide(reader: Reader, { providerOrgId, requesterOrgId, kept }: Sides): Promise<Refusal | null> {
  // Nobody would answer it; who receives the entry is not known yet.
  if ((await organisationById(reader, providerOrgId, { kept }))?.dissolved) return refuse('correction.provider-ended');
  return (await organisationById(reader, requesterOrgId, { kept }))?.dissolved ? refuse('correction.requester-ended') : null;
}

type Held = Omit<Asked, 'ground' | 'kept'> & { readonly grantId: string; readonly at: Date };

async function heldGrant(reader: Reader, { entryId, requesterOrgId, grantId, at }: Held) {
  const grant = await findGrant(reader, grantId);
  const isHeld = grant?.document.requesterOrgId === requesterOrgId && grant.document.entryId === entryId;
  return isHeld && grant.state === 'active' && grant.validTo > at ? grant : refuse('correction.ground-unfit');
}

/** The ground of a report that is there already, asked anew. */
export function groundAgain(
  reader: Reader,
  needs: Pick<Needs, 'clock' | 'config'>,
  { request, kept }: { readonly request: CorrectionRecord; readonly kept: boolean },
): Promise<Known | Refusal> {
  const { entryId, requesterOrgId, ground } = request;
  return groundOf(reader, needs, {
    entryId,
    requesterOrgId,
    kept,
    ground: ground.kind === 'grant' ? { kind: 'grant', grantId: ground.grantId } : ground,
  });
}

/** The region whose authority is competent for both sides (91-7.1.2). */
export async function competentRegion(reader: Reader, regionCodes: readonly string[]): Promise<string | Refusal> {
  return (await authorityFor(reader, { regionCodes }))?.regionCode ?? refuse('correction.nobody-decides');
}
