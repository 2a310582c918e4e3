import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { PAPER_BYTES_MAX, paperTypeOf } from '#platform/paper-type';
import type { Actor } from './actor.ts';
import { missingKinds, type DocumentKind } from './document.ts';
import { addDocument, filedKinds, findDocument, type FiledDocument } from './document-store.ts';
import { recordAct } from './evidence.ts';
import { departmentsOf, findOrganisation } from './organisation-store.ts';
import { mayUse } from './powers.ts';
import { allRegions } from './region-store.ts';
import { competentRegion } from './region.ts';

export type FileDocument = {
  readonly actor: Actor;
  readonly orgId: string;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly documentNumber: string;
  readonly issuedOn: string;
  readonly file: { readonly fileName: string; readonly bytes: Buffer } | undefined;
  readonly origin?: string | null;
};

/** Files one of a department's own rules or designations (91-3.2 管理制度、登记和审核人员; 91-5.1 程序、制度、责任追究). Former ones stay. Secrets are refused, and nothing of them is kept (809-3). */
export async function fileDocument(
  { database, clock, newId, files }: Pick<Needs, 'database' | 'clock' | 'newId' | 'files'>,
  command: FileDocument,
): Promise<FiledDocument | Refusal> {
  const { actor, orgId, kind, title, documentNumber, issuedOn, file, secrecyDeclaration } = command;
  if (secrecyDeclaration !== 'not-secret') return refuse('identity.document.secret', { declaration: secrecyDeclaration });
  const permitted = mayUse(actor, 'identity.documents', { orgId });
  if (isRefusal(permitted)) return permitted;
  if (!file || file.bytes.length === 0) return refuse('identity.document.empty');
  if (file.bytes.length > PAPER_BYTES_MAX) return refuse('identity.document.too-large', { bytesMax: PAPER_BYTES_MAX });
  const mediaType = paperTypeOf(file.fileName, file.bytes);
  if (mediaType === undefined) return refuse('identity.document.type');
  // On disk before the row that names it: a crash in between leaves an unnamed file, never a name without one.
  const sha256 = await files.put(file.bytes);
  return database.transaction(async (tx) => {
    if (!(await findOrganisation(tx, orgId))) return refuse('identity.organisation.not-found');
    const at = clock.now();
    const document: FiledDocument = {
      id: newId(),
      orgId,
      kind,
      title,
      documentNumber,
      issuedOn,
      fileName: file.fileName,
      mediaType,
      bytes: file.bytes.length,
      sha256,
      filedAt: at,
    };
    await addDocument(tx, document, actor.id);
    const facts = { kind, sha256, organisation: orgId };
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.file-document',
      object: { kind: 'document', id: document.id },
      origin: command.origin ?? null,
      facts,
    });
    return document;
  });
}

/** Whether the actor may read what a department has filed: its own people, and the region's authority. */
export function mayReadDocuments(actor: Actor, organisation: { id: string; regionCode: string }): true | Refusal {
  if (actor.orgId === organisation.id) return true;
  const overseen = mayUse(actor, 'identity.documents-oversee', { regionCode: competentRegion(organisation.regionCode) });
  return isRefusal(overseen) ? refuse('identity.power.other-organisation', { power: 'identity.documents-oversee' }) : true;
}

/** A filed paper with its bytes. Another department's is not found, as far as the caller can tell. */
export async function readDocument(
  { database, files }: Pick<Needs, 'database' | 'files'>,
  { actor, documentId }: { actor: Actor; documentId: string },
): Promise<{ document: FiledDocument; content: Buffer } | Refusal> {
  const document = await findDocument(database.reader, documentId);
  const organisation = document && (await findOrganisation(database.reader, document.orgId));
  if (!document || !organisation || isRefusal(mayReadDocuments(actor, organisation))) return refuse('identity.document.not-found');
  const content = await files.get(document.sha256);
  if (!content) throw new Error(`the file of document ${documentId} is gone from the file store`);
  return { document, content };
}

/** Departments of the regions that the actor's authority oversees, with the kinds that they have not filed. */
export async function missingDocuments(reader: Reader, actor: Actor): Promise<{ orgId: string; orgName: string; kinds: DocumentKind[] }[]> {
  const overseen = actor.powers.filter((held) => held.power === 'identity.documents-oversee').map((held) => held.regionCode);
  const regions = (await allRegions(reader)).filter((region) => overseen.includes(competentRegion(region.code)));
  const departments = await departmentsOf(
    reader,
    regions.map((region) => region.code),
  );
  const filed = await filedKinds(
    reader,
    departments.map((department) => department.id),
  );
  const lists = departments.map(({ id, name }) => ({ orgId: id, orgName: name, kinds: missingKinds(filed.get(id) ?? []) }));
  return lists.filter((list) => list.kinds.length > 0);
}
