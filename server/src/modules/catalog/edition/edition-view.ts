import type { Edition as EditionAnswer, WholeEdition } from '@karez/contract/catalog/edition';
import type { Reader } from '#platform/database';
import { findEdition, type Edition } from './edition-store.ts';
import { languagesOf } from './parallel-store.ts';

/** An edition in a list. */
export function editionView(edition: Edition): EditionAnswer {
  const { formerId: _formerId, issuedBy: _issuedBy, opinion: _opinion, removed, issuedAt, ...shown } = edition;
  return { ...shown, issuedAt: issuedAt.toISOString(), removedCount: removed.length };
}

/** An edition with the one before it and what left the catalogue since. */
export async function wholeEdition(reader: Reader, edition: Edition): Promise<WholeEdition> {
  const former = edition.formerId === null ? undefined : await findEdition(reader, edition.formerId);
  return {
    ...editionView(edition),
    opinion: edition.opinion,
    languages: await languagesOf(reader, edition.id),
    removed: [...edition.removed],
    former: former === undefined ? null : { id: former.id, year: former.year, no: former.no, issuedOn: former.issuedOn },
  };
}
