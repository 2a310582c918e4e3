import type { RowFilterOfRegion } from '@karez/contract/sharing/row-filter-schemas';
import type { matterSchema, usePurposeSchema } from '@karez/contract/sharing/schemas';
import { isRefusal } from '@karez/kit/refusal';
import { grantFormat, parseCompiledGrant, rowGrantFormat, type CompiledGrant, type GrantRestriction } from '@karez/policy/grant/grant';
import type { z } from 'zod';
import type { AgreementItem } from './agreement.ts';

/** Topic of the feed that every gateway process follows. */
export const GATEWAY_TOPIC = 'gateway';

/** Everything that a grant says; each change makes a new version of the whole. */
export type GrantDocument = {
  readonly grantId: string;
  readonly no: string;
  readonly version: number;
  readonly applicationId: string;
  readonly entryId: string;
  readonly entryCode: string;
  readonly entryName: string;
  readonly entryVersion: string;
  readonly requesterOrgId: string;
  readonly providerOrgId: string;
  readonly systemId: string;
  readonly systemName: string;
  readonly clientIds: readonly string[];
  readonly items: readonly AgreementItem[];
  /** The rows that it gives; absent where it gives all. */
  readonly rowFilter?: RowFilterOfRegion | undefined;
  readonly personal: boolean;
  readonly purpose: z.infer<typeof usePurposeSchema>;
  readonly matter: z.infer<typeof matterSchema> | null;
  readonly matterFormat: string;
  readonly legalBasis: readonly { readonly instrument: string; readonly article: string }[];
  readonly quota: { readonly perSecond: number; readonly perDay: number };
  /** Instants, ISO 8601 UTC; from included, to excluded. */
  readonly validFrom: string;
  readonly validTo: string;
  /** What closes it for a time, at every door (809-27). */
  readonly restrictions: readonly GrantRestriction[];
  readonly agreementDigest: string;
  readonly approvedAt: string;
  readonly agreedAt: string;
  readonly grantedAt: string;
};

export type GrantState = 'active' | 'revoked';

/**
 * The document as every door sees it; all doors decide from this one form.
 * @throws for an active grant that no door could read: it would look granted and be closed.
 */
export function compiled(document: GrantDocument, state: GrantState): CompiledGrant {
  const grant = written(document, state);
  const read = state === 'active' ? parseCompiledGrant(grant) : grant;
  if (isRefusal(read)) throw new Error(`grant ${document.grantId} cannot be read at ${read.fields.map(({ path }) => path).join(' ')}`);
  return grant;
}

function written(document: GrantDocument, state: GrantState): CompiledGrant {
  return {
    ...rowsOf(document),
    grantId: document.grantId,
    version: document.version,
    state: state === 'active' ? 'active' : 'revoked',
    mode: 'api',
    entryId: document.entryId,
    entryCode: document.entryCode,
    entryVersion: document.entryVersion,
    providerOrgId: document.providerOrgId,
    requesterOrgId: document.requesterOrgId,
    clientIds: [...document.clientIds],
    items: document.items.map((item) => ({ no: item.no, path: item.fieldName, mask: item.mask })),
    personal: document.personal,
    purpose: { code: document.purpose, matterCode: document.matter?.code ?? null },
    matterFormat: document.matterFormat,
    legalBasis: document.legalBasis,
    quota: { perSecond: document.quota.perSecond, perDay: document.quota.perDay, total: null },
    validFrom: document.validFrom,
    validTo: document.validTo,
    restrictions: document.restrictions,
  };
}

/** A door that cannot cut rows does not know the second format, and so serves nothing of such a grant. */
function rowsOf({ rowFilter }: GrantDocument): Pick<CompiledGrant, 'format' | 'rowFilter'> {
  if (!rowFilter) return { format: grantFormat };
  return { format: rowGrantFormat, rowFilter: { itemNo: rowFilter.itemNo, codePrefix: rowFilter.codePrefix } };
}

type Living = { readonly state: GrantState; readonly validTo: Date; readonly document: Pick<GrantDocument, 'restrictions'> };

/** What a reader is told of the grant's life at an instant: an active grant past its last day is expired, one that is restricted suspended. */
export function shownState({ state, validTo, document }: Living, now: Date): GrantState | 'expired' | 'suspended' {
  if (state !== 'active') return state;
  if (validTo <= now) return 'expired';
  return document.restrictions.length > 0 ? 'suspended' : 'active';
}

/** Whether a grant has not ended: one that is suspended comes back, and can be renewed. */
export const isInUse = (grant: Living, now: Date): boolean => ['active', 'suspended'].includes(shownState(grant, now));
