import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { RevisionState } from '../revision/revision.ts';

/** A revision as it was when it was sent back. */
export type ReturnedText = {
  readonly entryId: string;
  readonly revisionNo: number;
  /** By the authority, which reads what it sent back itself; else within the department. */
  readonly byAuthority: boolean;
  readonly stage: RevisionState;
  readonly organisationName: string;
  readonly opinion: string;
  readonly returnedAt: Date;
  readonly content: EntryContent;
};

/** Keeps the text that was sent back, in the place of what the same side sent back before. */
export async function keepReturnedText(tx: Transaction, text: ReturnedText): Promise<void> {
  const { entryId, revisionNo, byAuthority, stage, organisationName, opinion, returnedAt, content } = text;
  await sql`
    INSERT INTO catalog.returned_text (entry_id, revision_no, by_authority, stage, organisation_name, opinion, returned_at, content)
    VALUES (${entryId}, ${revisionNo}, ${byAuthority}, ${stage}, ${organisationName}, ${opinion}, ${returnedAt}, ${JSON.stringify(content)}::jsonb)
    ON CONFLICT (entry_id, revision_no, by_authority) DO UPDATE SET stage = EXCLUDED.stage, organisation_name = EXCLUDED.organisation_name,
      opinion = EXCLUDED.opinion, returned_at = EXCLUDED.returned_at, content = EXCLUDED.content`.execute(tx);
}

type Asked = { readonly entryId: string; readonly revisionNo: number };

/** What was sent back last of a revision, by anybody or by the authority only. */
export async function lastReturnedText(
  reader: Reader,
  { entryId, revisionNo, byAuthorityOnly }: Asked & { byAuthorityOnly: boolean },
): Promise<ReturnedText | undefined> {
  const found = await sql<ReturnedText>`
    SELECT entry_id AS "entryId", revision_no AS "revisionNo", by_authority AS "byAuthority", stage, organisation_name AS "organisationName", opinion,
      returned_at AS "returnedAt", content
    FROM catalog.returned_text
    WHERE entry_id = ${entryId} AND revision_no = ${revisionNo} AND (by_authority OR NOT ${byAuthorityOnly}::boolean)
    ORDER BY returned_at DESC LIMIT 1`.execute(reader);
  return found.rows[0];
}

/** The revision is in force: what was written and sent back on the way is nobody's to compare any more. */
export async function forgetReturnedTexts(tx: Transaction, { entryId, revisionNo }: Asked): Promise<void> {
  await sql`DELETE FROM catalog.returned_text WHERE entry_id = ${entryId} AND revision_no = ${revisionNo}`.execute(tx);
}
