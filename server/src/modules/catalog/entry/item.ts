import type { breakingKinds } from '@karez/contract/catalog/acknowledgement';
import type { EntryContent, Item, ShareType } from '@karez/contract/catalog/content';
import { shareTypeOfItem, stricter } from './share-type.ts';

/** Why a new version breaks those who use the old one (law.md §6.2: such changes touch live grants). */
export type Breaking = {
  readonly itemNo: number | null;
  readonly kind: (typeof breakingKinds)[number];
};

/** What says which thing an item's values are: its name, its definition, the code list that its values come from, the data element that it is. */
const meaningParts = ['nameZh', 'meaning', 'codeSet', 'dataElement'] as const;

/** Whether an item means another thing than before. What had not been said before changes nothing when it is said. */
function meansAnother(before: Item, after: Item): boolean {
  return meaningParts.some((part) => (before[part] ?? '') !== '' && before[part] !== after[part]);
}

function narrowed(before: Item, after: Item): boolean {
  return before.lengthBytes !== null && after.lengthBytes !== null && after.lengthBytes < before.lengthBytes;
}

function breaksOf(before: Item, after: Item | undefined, types: { before: ShareType; after: ShareType }): Breaking[] {
  if (!after) return [{ itemNo: before.no, kind: 'item-removed' }];
  const found: Breaking[] = [];
  if (before.dataType !== after.dataType) found.push({ itemNo: before.no, kind: 'type-changed' });
  if (meansAnother(before, after)) found.push({ itemNo: before.no, kind: 'meaning-changed' });
  if (before.fieldName !== after.fieldName) found.push({ itemNo: before.no, kind: 'field-renamed' });
  if (narrowed(before, after)) found.push({ itemNo: before.no, kind: 'length-narrowed' });
  if (stricter(shareTypeOfItem(after, types.after), shareTypeOfItem(before, types.before))) {
    found.push({ itemNo: before.no, kind: 'share-type-tightened' });
  }
  return found;
}

/** Everything in which the next content takes something away from the users of the one in force. */
export function breakingChanges(before: EntryContent, after: EntryContent): Breaking[] {
  const types = { before: before.shareType ?? 'unconditional', after: after.shareType ?? 'unconditional' };
  const next = new Map(after.items.map((item) => [item.no, item]));
  const items = before.items.flatMap((item) => breaksOf(item, next.get(item.no), types));
  const whole: Breaking[] =
    before.items.length === 0 && stricter(types.after, types.before) ? [{ itemNo: null, kind: 'share-type-tightened' }] : [];
  return [...items, ...whole];
}

/** `major.minor` of the next version: major rises when users of the old one lose something. */
export function versionAfter(live: { version: string; content: EntryContent } | null, next: EntryContent): string {
  if (live === null) return '1.0';
  const [major = 1, minor = 0] = live.version.split('.').map(Number);
  return breakingChanges(live.content, next).length > 0 ? `${major + 1}.0` : `${major}.${minor + 1}`;
}

/**
 * Numbers that published versions gave to items: a later version may drop one but never give it another field's meaning. Nor does a number come back
 * once it was dropped: a grant that still names it would open again without anybody's consent.
 */
export function reusedNumbers(
  used: readonly { no: number; fieldName: string | null; nameZh: string; dropped: boolean }[],
  next: readonly Item[],
): readonly number[] {
  const before = new Map(used.map((item) => [item.no, item]));
  return next
    .filter((item) => {
      const old = before.get(item.no);
      return old !== undefined && (old.dropped || (old.fieldName !== item.fieldName && old.nameZh !== item.nameZh));
    })
    .map((item) => item.no);
}
