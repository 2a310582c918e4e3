import { closeTodo, notify, openTodo, type Addressee } from '#modules/desk';
import type { Reader, Transaction } from '#platform/database';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import type { StatusChange } from './status-change.ts';
import { usersOf } from '../use/use-store.ts';
import { citingOrganisations } from '../source/source-store.ts';

/** Requesting departments whose received applications for some entries wait for a reply, one for each; sharing knows them, the process lends it. */
export type ApplicantsOf = (reader: Reader, entryIds: readonly string[]) => Promise<readonly string[]>;
/** What the steps of an entry's status need. */
export type StatusNeeds = StepNeeds & { readonly applicantsOf: ApplicantsOf };
type HandingNeeds = Pick<StatusNeeds, 'clock' | 'newId' | 'applicantsOf'>;
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
export async function tellBegun(tx: Transaction, needs: HandingNeeds, about: About): Promise<void> {
  await addressStatusTodo(tx, needs, about);
  if (about.change.kind !== 'restoration') await tellUsers(tx, needs, { about, word: about.change.kind });
}

/** Opens the to-do of a request or order for whose turn it is, or gives the open one to the department that provides the entry now. */
export async function addressStatusTodo(
  tx: Transaction,
  { clock, newId }: Pick<HandingNeeds, 'clock' | 'newId'>,
  about: About,
): Promise<void> {
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
}

/** Closes the to-do of a request or order. */
export async function closeStatusTodo(
  tx: Transaction,
  { clock }: Pick<HandingNeeds, 'clock'>,
  { change, by }: { change: StatusChange; by: string },
): Promise<void> {
  await closeTodo(tx, todoKey(change), { by, at: clock.now() });
}

/** Closes the to-do, tells the provider how it ended, and those who use the entry where it matters to them. */
export async function tellEnded(tx: Transaction, needs: HandingNeeds, { by, ...about }: About & { readonly by: string }): Promise<void> {
  const { file, change } = about;
  const { clock, newId } = needs;
  const at = clock.now();
  const word = `${change.kind}-${change.outcome ?? 'open'}`;
  await closeStatusTodo(tx, needs, { change, by });
  await notify(tx, {
    id: newId(),
    key: `catalog.status:${change.id}:ended`,
    for: { kind: 'organisation', orgId: file.entry.provider.organisationId, power: 'catalog.offline' },
    subject: subjectOf(file),
    title: { key: `catalog.notice.${word}`, params: paramsOf(about) },
    link: linkOf(file),
    at,
  });
  if (change.kind !== 'restoration') await tellUsers(tx, needs, { about, word });
}

/** Departments with a running use or a received application, each once. */
export async function concernedBy(
  tx: Transaction,
  { applicantsOf }: Pick<StatusNeeds, 'applicantsOf'>,
  entryId: string,
): Promise<string[]> {
  return [...new Set([...(await usersOf(tx, entryId)), ...(await applicantsOf(tx, [entryId]))])];
}

/** What those are told whose own data come from the entry: whoever registers it has to name another source, or need not after all. */
const wordsForCiting: Readonly<Record<string, string>> = {
  retirement: 'source-leaving',
  'retirement-approved': 'source-gone',
  'retirement-ordered': 'source-gone',
  'retirement-declined': 'source-stays',
  'retirement-withdrawn': 'source-stays',
};

type Telling = {
  readonly about: About;
  readonly word: string;
  readonly orgIds: readonly string[];
  readonly power: 'sharing.apply' | 'catalog.register';
};

/** Tells each of some departments, once for each word. */
async function tellEach(tx: Transaction, { clock, newId }: HandingNeeds, { about, word, orgIds, power }: Telling): Promise<void> {
  const { file, change } = about;
  for (const orgId of orgIds) {
    await notify(tx, {
      id: newId(),
      key: `catalog.status:${change.id}:${word}:${orgId}`,
      for: { kind: 'organisation', orgId, power },
      subject: subjectOf(file),
      title: { key: `catalog.notice.${word}`, params: paramsOf(about) },
      link: linkOf(file),
      at: clock.now(),
    });
  }
}

/** Every department concerned, once (809-27: nobody learns of a closing service by its silence); those whose data come from the entry in words of their own. */
async function tellUsers(tx: Transaction, needs: HandingNeeds, { about, word }: { about: About; word: string }): Promise<void> {
  const { id } = about.file.entry;
  await tellEach(tx, needs, { about, word, orgIds: await concernedBy(tx, needs, id), power: 'sharing.apply' });
  const citing = wordsForCiting[word];
  if (citing !== undefined)
    await tellEach(tx, needs, { about, word: citing, orgIds: await citingOrganisations(tx, id), power: 'catalog.register' });
}
