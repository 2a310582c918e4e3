import type { Reader, Transaction } from '#platform/database';
import { tables, type DocumentRow } from './tables.ts';

export type FiledDocument = {
  readonly id: string;
  readonly orgId: string;
  readonly kind: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly issuedOn: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly filedAt: Date;
};

function documentOf(row: DocumentRow): FiledDocument {
  return {
    id: row.id,
    orgId: row.org_id,
    kind: row.kind,
    title: row.title,
    documentNumber: row.document_number,
    issuedOn: row.issued_on,
    fileName: row.file_name,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256,
    filedAt: row.filed_at,
  };
}

export async function findDocument(reader: Reader, id: string): Promise<FiledDocument | undefined> {
  const row = await tables(reader).selectFrom('identity.document').selectAll().where('id', '=', id).executeTakeFirst();
  return row && documentOf(row);
}

export async function documentsOf(reader: Reader, orgId: string): Promise<FiledDocument[]> {
  const rows = await tables(reader)
    .selectFrom('identity.document')
    .selectAll()
    .where('org_id', '=', orgId)
    .orderBy('filed_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(documentOf);
}

/** The kinds that each organisation has filed. */
export async function filedKinds(reader: Reader, orgIds: readonly string[]): Promise<Map<string, string[]>> {
  if (orgIds.length === 0) return new Map();
  const rows = await tables(reader)
    .selectFrom('identity.document')
    .select(['org_id', 'kind'])
    .distinct()
    .where('org_id', 'in', orgIds)
    .execute();
  return new Map(orgIds.map((orgId) => [orgId, rows.filter((row) => row.org_id === orgId).map((row) => row.kind)]));
}

export async function addDocument(tx: Transaction, document: FiledDocument, filedBy: string): Promise<void> {
  await tables(tx)
    .insertInto('identity.document')
    .values({
      id: document.id,
      org_id: document.orgId,
      kind: document.kind,
      title: document.title,
      document_number: document.documentNumber,
      issued_on: document.issuedOn,
      file_name: document.fileName,
      media_type: document.mediaType,
      bytes: document.bytes,
      sha256: document.sha256,
      filed_by: filedBy,
      filed_at: document.filedAt,
    })
    .execute();
}
