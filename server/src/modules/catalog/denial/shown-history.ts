import type { FieldChange } from '../entry/changes.ts';
import type { VersionType } from '../entry/history-store.ts';

/** Whether the change of an item may tell what a denied item keeps back; what was cut, and cannot be read any more, may. */
function touchesDeniedItem({ field, before, after }: FieldChange): boolean {
  return field.startsWith('items/') && [before, after].some((text) => text.includes('"denied"') || (text !== '' && !text.endsWith('}')));
}

/** A revision and what was in force before it: a change leads from the one to the other, and would tell in its values what either of them denies. */
function leadsFromOrToDenial(versions: readonly VersionType[], revisionNo: number): boolean {
  const before = versions.filter(({ no, wasInForce }) => wasInForce && no < revisionNo).at(-1);
  const own = versions.find(({ no }) => no === revisionNo);
  return [before, own].some((version) => version?.shareType === 'denied');
}

/**
 * The changes of a line of history as everyone may read them (91-3.1): none from or to a version that is denied as a whole, none of an item that the
 * change or the version in force denies, and none at all while the version in force denies everything. `versions` are in the order of their numbers.
 */
export function shownChanges(
  { revisionNo, changes }: { readonly revisionNo: number; readonly changes: readonly FieldChange[] },
  {
    versions,
    live,
  }: { readonly versions: readonly VersionType[]; readonly live: { shareType: string | null; deniedNos: readonly number[] } },
): FieldChange[] {
  if (live.shareType === 'denied' || leadsFromOrToDenial(versions, revisionNo)) return [];
  const denied = new Set(live.deniedNos.map((no) => `items/${no}`));
  return changes.filter((change) => !denied.has(change.field) && !touchesDeniedItem(change));
}
