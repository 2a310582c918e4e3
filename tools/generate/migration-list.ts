import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashList, migrationHashes, parseHashList, printHashList } from '../laws/migration-hashes.ts';
import { readText, root } from '../laws/repository.ts';

/**
 * The list of landed migrations with new files added. A file that is listed keeps its hash, whatever its text is now: the law then says that
 * it was edited. A migration that has not landed yet is listed anew after its line is taken out by hand.
 */
export function migrationList(): string {
  const listed = existsSync(join(root, hashList)) ? parseHashList(readText(hashList)) : [];
  const known = new Set(listed.map(({ name }) => name));
  const fresh = migrationHashes().filter(({ name }) => !known.has(name));
  return printHashList([...listed, ...fresh].toSorted((a, b) => a.name.localeCompare(b.name)));
}
