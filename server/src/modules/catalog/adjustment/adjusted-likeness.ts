import type { AdjustedFields, AdjustedLikeness } from '@karez/contract/catalog/adjustment';
import type { EntryContent, SecrecyDeclaration } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import type { Entry } from '../entry/entry.ts';
import { refuseSecret } from '../entry/secrecy.ts';
import { foundFor, type ComparingNeeds } from '../finding/compare-draft.ts';
import type { Found } from '../finding/finding.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { fold } from '../search/search-text.ts';
import { adjustedContent } from './adjusted-content.ts';
import { mayPropose } from './adjustment-policy.ts';

const keyOf = ({ kind, targetId, place, relation }: Found): string => [kind, targetId, place, relation].join(' ');

type Texts = { readonly entry: Entry; readonly before: EntryContent; readonly after: EntryContent };

/** What of other departments the adjusted name is like and the name before was not (91-4.1); nothing where the name stays. */
export async function likenessOf(reader: Reader, index: SearchIndex, { entry, before, after }: Texts): Promise<AdjustedLikeness[]> {
  if (fold(before.name) === fold(after.name)) return [];
  const known = new Set((await foundFor(reader, index, { entry, content: before })).map(keyOf));
  const now = await foundFor(reader, index, { entry, content: after });
  return now
    .filter((found) => found.place === 'entry' && !known.has(keyOf(found)))
    .map(({ kind, targetId, relation, evidence }) => ({ kind, targetId, relation, evidence }));
}

/** Refuses a name that is like others which the authority has not looked at. */
export function refuseUnseen(likeness: readonly AdjustedLikeness[], seen: readonly string[]): Refusal | undefined {
  const unseen = likeness.filter(({ targetId }) => !seen.includes(targetId));
  const [first] = unseen;
  if (!first) return undefined;
  const { name, organisationName } = first.evidence.other;
  return refuse('catalog.adjustment.like-others', { count: unseen.length, name, organisation: organisationName });
}

export type CompareAdjustment = EntryCommand & { readonly secrecyDeclaration: SecrecyDeclaration; readonly fields: AdjustedFields };

/** The authority looks, before it proposes, at what an adjusted name is like; nothing of it is stored. */
export async function compareAdjustment(
  needs: ComparingNeeds,
  command: CompareAdjustment,
): Promise<{ items: AdjustedLikeness[] } | Refusal> {
  const secret = refuseSecret(command.secrecyDeclaration);
  if (secret) return secret;
  const index = await needs.index.current();
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayPropose(command.actor, file);
    if (isRefusal(permitted)) return permitted;
    const before = (file.working ?? file.live)?.content;
    if (!before) return refuse('catalog.entry.not-found');
    const after = adjustedContent(before, command.fields);
    if (isRefusal(after)) return after;
    return { items: await likenessOf(tx, index, { entry: file.entry, before, after }) };
  });
}
