import type { Caller } from '../../server/src/platform/caller.ts';
import type { SearchDocument } from '../../server/src/modules/catalog/search/search-document.ts';
import { cityCode, countyCode, organisationId } from './catalogue.ts';

/** Whose eyes a question comes with, and what they may find, said a second time for the scan. */
export type Role = { readonly name: string; readonly actor: Caller; readonly mayFind: (document: SearchDocument) => boolean };

type Made = { readonly name: string; readonly orgId: string | null; readonly authorityOf: string | null };

function role({ name, orgId, authorityOf }: Made): Role {
  const power = (which: string) => ({ power: which, orgId: null, regionCode: authorityOf });
  const powers = authorityOf === null ? [power('catalog.read')] : [power('catalog.read'), power('catalog.publish')];
  return {
    name,
    actor: { kind: 'person', id: name, orgId, regionCode: cityCode, powers },
    mayFind: ({ audience, providerOrgId, authorityRegion }) => {
      if (audience === 'everyone' || providerOrgId === orgId) return true;
      return audience === 'signed' && authorityOf !== null && authorityRegion === authorityOf;
    },
  };
}

/** A department without entries, two with some hundred, the city's authority, a county's authority. */
export const roles: readonly Role[] = [
  role({ name: 'applicant', orgId: organisationId(99_999), authorityOf: null }),
  role({ name: 'registrar', orgId: organisationId(0), authorityOf: null }),
  role({ name: 'reviewer', orgId: organisationId(205), authorityOf: null }),
  role({ name: 'city authority', orgId: organisationId(99_998), authorityOf: cityCode }),
  role({ name: 'county authority', orgId: organisationId(99_997), authorityOf: countyCode }),
];
