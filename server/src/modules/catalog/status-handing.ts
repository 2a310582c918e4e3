import { closeTodo, notify, openTodo, type Addressee } from '#modules/desk';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { ENTRY_CASE } from './handing-on.ts';
import type { EntryFile } from './search-document.ts';
import type { StatusChange } from './status-change.ts';
import { usesOf } from './use-store.ts';

type HandingNeeds = Pick<Needs, 'clock' | 'newId'>;
type About = { readonly file: EntryFile; readonly change: StatusChange };

const subjectOf = (file: EntryFile) => ({ module: 'catalog', kind: ENTRY_CASE, id: file.entry.id });
const linkOf = (file: EntryFile): string => `/catalog/entries/${file.entry.id}`;
const todoKey = (change: StatusChange): string => `catalog.status:${change.id}`;

function paramsOf({ file, change }: About) {
  return { name: file.live?.content.name ?? '', day: change.dueOn ?? '' };
}

/** Whose turn it is: the authority's for a request; after a suspension the provider's, until the day that the order names. */
function addresseeOf({ file, change }: About): Addressee {
  const orgId = file.entry.provider.organisationId;
  if (change.kind === 'suspension' || file.authorityRegion === null) return { kind: 'organisation', orgId, power: 'catalog.register' };
  return { kind: 'region', regionCode: file.authorityRegion, power: 'catalog.publish', exceptOrgIds: [orgId] };
}

/** Opens the to-do of a request or order and tells everyone who uses the entry. */
export async function tellBegun(tx: Transaction, { clock, newId }: HandingNeeds, about: About): Promise<void> {
  const { file, change } = about;
  const at = clock.now();
  await openTodo(tx, {
    id: newId(),
    key: todoKey(change),
    for: addresseeOf(about),
    subject: subjectOf(file),
    title: { key: `catalog.todo.${change.kind}`, params: paramsOf(about) },
    link: linkOf(file),
    // Noon in UTC lies on that calendar day in every zone that a Chinese region uses.
    dueAt: change.kind === 'suspension' && change.dueOn !== null ? new Date(`${change.dueOn}T12:00:00Z`) : null,
    at,
  });
  if (change.kind !== 'restoration') await tellUsers(tx, { clock, newId }, { about, word: change.kind });
}

/** Closes the to-do, tells the provider how it ended, and those who use the entry where it matters to them. */
export async function tellEnded(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { by, ...about }: About & { readonly by: string },
): Promise<void> {
  const { file, change } = about;
  const at = clock.now();
  const word = `${change.kind}-${change.outcome ?? 'open'}`;
  await closeTodo(tx, todoKey(change), { by, at });
  await notify(tx, {
    id: newId(),
    key: `catalog.status:${change.id}:ended`,
    for: { kind: 'organisation', orgId: file.entry.provider.organisationId, power: 'catalog.offline' },
    subject: subjectOf(file),
    title: { key: `catalog.notice.${word}`, params: paramsOf(about) },
    link: linkOf(file),
    at,
  });
  if (change.kind !== 'restoration') await tellUsers(tx, { clock, newId }, { about, word });
}

/** Every department with a running use, once (809-27: nobody learns of a closing service by its silence). */
async function tellUsers(tx: Transaction, { clock, newId }: HandingNeeds, { about, word }: { about: About; word: string }): Promise<void> {
  const { file, change } = about;
  const running = (await usesOf(tx, file.entry.id)).filter(({ endedOn }) => endedOn === null);
  for (const orgId of new Set(running.map(({ organisationId }) => organisationId))) {
    await notify(tx, {
      id: newId(),
      key: `catalog.status:${change.id}:${word}:${orgId}`,
      for: { kind: 'organisation', orgId, power: 'sharing.apply' },
      subject: subjectOf(file),
      title: { key: `catalog.notice.${word}`, params: paramsOf(about) },
      link: linkOf(file),
      at: clock.now(),
    });
  }
}
