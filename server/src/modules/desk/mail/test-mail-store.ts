import { sql } from 'kysely';
import type { Reader } from '#platform/database';

/** What tests of mail look at and put back. */
export async function mailsPlaced(reader: Reader): Promise<{ state: string; attempts: number; kind: string }[]> {
  const found = await sql<{
    state: string;
    attempts: number;
    kind: string;
  }>`SELECT state, attempts, kind FROM desk.mail ORDER BY placed_at, id`.execute(reader);
  return found.rows;
}

/** The codes of the day begin anew. */
export async function forgetCodes(reader: Reader): Promise<void> {
  await sql`UPDATE desk.mailbox SET codes_count = 0`.execute(reader);
}

/** No mail waits, nobody has an address, and every notice has been looked at. */
export async function forgetMails(reader: Reader): Promise<void> {
  await sql`DELETE FROM desk.mail`.execute(reader);
  await sql`DELETE FROM desk.mailbox`.execute(reader);
  await sql`DELETE FROM desk.digest_line`.execute(reader);
  await sql`DELETE FROM desk.digest`.execute(reader);
  await sql`UPDATE desk.notice SET mail_placed = true`.execute(reader);
}
