import { closeTodo, notify, openTodo, type Addressee } from '#modules/desk';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import type { EntryFile } from '../search/search-document.ts';
import { isOverdue, type Listing } from './listing.ts';

type HandingNeeds = Pick<Needs, 'clock' | 'newId'>;

/** What may have to be done about a listing; one to-do of each kind for an entry. */
const duties = {
  /** The head lists a published entry, or says when it will be mounted. */
  list: { power: 'catalog.sign', title: 'catalog.todo.list-entry' },
  /** The steward mounts what was promised, or what has stopped. */
  mount: { power: 'gateway.register', title: 'catalog.todo.mount-resource' },
  restore: { power: 'gateway.register', title: 'catalog.todo.restore-resource' },
  /** The promised day has passed: the head answers for it. */
  keep: { power: 'catalog.sign', title: 'catalog.todo.promise-overdue' },
} as const;
type Duty = keyof typeof duties;

const todoKey = (entryId: string, duty: Duty): string => `catalog.listing:${entryId}:${duty}`;
/** Key of the steward's to-do about overdue data. */
export const staleTodoKey = (entryId: string): string => `catalog.listing:${entryId}:stale`;
const subjectOf = (file: EntryFile) => ({ module: 'catalog', kind: ENTRY_CASE, id: file.entry.id });
const linkOf = (file: EntryFile): string => `/catalog/entries/${file.entry.id}`;
const nameOf = (file: EntryFile): string => (file.live ?? file.working)?.content.name ?? '';
// Noon in UTC lies on that calendar day in every zone that a Chinese region uses.
const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

type Handing = { readonly file: EntryFile; readonly by: string | null };

/** Leaves open exactly the duties that the entry's listing asks for now. */
export async function handListing(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { file, by, open }: Handing & { open: readonly Duty[] },
): Promise<void> {
  const at = clock.now();
  const { id, provider } = file.entry;
  // Whoever has no resource mounted has no data that could be overdue.
  if (file.listing === null || !('mountedAt' in file.listing)) await closeTodo(tx, staleTodoKey(id), { by, at });
  const dueOn = file.listing?.state === 'promised' ? file.listing.promise.dueOn : null;
  for (const duty of ['list', 'mount', 'restore', 'keep'] as const) {
    if (!open.includes(duty)) {
      await closeTodo(tx, todoKey(id, duty), { by, at });
      continue;
    }
    const { power, title } = duties[duty];
    await openTodo(tx, {
      id: newId(),
      key: todoKey(id, duty),
      for: { kind: 'organisation', orgId: provider.organisationId, power },
      subject: subjectOf(file),
      title: { key: title, params: { name: nameOf(file), day: dueOn ?? '' } },
      link: linkOf(file),
      dueAt: dueOn === null ? null : noonOf(dueOn),
      at,
    });
  }
}

/** What the listing's state leaves to do; nothing once the entry is no longer due to be listed. */
export function dutiesOf(listing: Listing | null, { isDue, today }: { isDue: boolean; today: string }): readonly Duty[] {
  if (!isDue) return [];
  if (listing === null || listing.state === 'withdrawn') return ['list'];
  if (listing.state === 'promised') return isOverdue(listing, today) ? ['mount', 'keep'] : ['mount'];
  return listing.state === 'interrupted' ? ['restore'] : [];
}

function authorityOf({ entry, authorityRegion }: EntryFile): Addressee[] {
  if (authorityRegion === null) return [];
  return [{ kind: 'region', regionCode: authorityRegion, power: 'catalog.publish', exceptOrgIds: [entry.provider.organisationId] }];
}

type Word = 'listed' | 'promise-overdue' | 'resource-stopped' | 'listing-withdrawn';

/** Tells what happened: a listing to the authority, a broken promise or a stopped resource to the department's head as well. */
export async function tellListing(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { file, word }: { readonly file: EntryFile; readonly word: Word },
): Promise<void> {
  const at = clock.now();
  const head: Addressee = { kind: 'organisation', orgId: file.entry.provider.organisationId, power: 'catalog.sign' };
  const registrar: Addressee = { ...head, power: 'catalog.register' };
  const told: Readonly<Record<Word, readonly Addressee[]>> = {
    listed: [registrar, ...authorityOf(file)],
    'promise-overdue': [head, ...authorityOf(file)],
    'resource-stopped': [head, registrar],
    'listing-withdrawn': [registrar],
  };
  for (const [place, addressee] of told[word].entries()) {
    await notify(tx, {
      id: newId(),
      key: `catalog.listing:${file.entry.id}:${word}:${at.getTime()}:${place}`,
      for: addressee,
      subject: subjectOf(file),
      title: {
        key: `catalog.notice.${word}`,
        params: { name: nameOf(file), day: file.listing?.state === 'promised' ? file.listing.promise.dueOn : '' },
      },
      link: linkOf(file),
      at,
    });
  }
}
