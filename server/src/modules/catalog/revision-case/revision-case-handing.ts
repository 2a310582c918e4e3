import { closeTodo, closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { EntryFile } from '../search/search-document.ts';
import { REVISION_CASE } from './revision-case-term.ts';
import type { RevisionCase } from './revision-case.ts';

type HandingNeeds = Pick<Needs, 'clock' | 'newId'>;
/** A case with its entry and the title of what happened. */
export type About = { readonly given: RevisionCase; readonly file: EntryFile; readonly title: string };
/** Whose turn it is: the department's with the case, the authority's with a report or a request for more days. */
type Turn = 'department' | 'report' | 'extension';

const subjectOf = ({ given }: About) => ({ module: 'catalog', kind: REVISION_CASE, id: given.id });
const linkOf = ({ file }: About): string => `/catalog/entries/${file.entry.id}`;
const keyOf = ({ given }: About, turn: Turn): string => `${REVISION_CASE}:${given.id}:${turn}`;
const paramsOf = ({ file, title }: About) => ({ name: (file.live ?? file.working)?.content.name ?? '', event: title });

const words: Readonly<Record<Turn, string>> = {
  department: 'catalog.todo.revision-case',
  report: 'catalog.todo.revision-case-report',
  extension: 'catalog.todo.revision-case-extension',
};

function addresseeOf({ file }: About, turn: Turn): Addressee {
  const orgId = file.entry.provider.organisationId;
  if (turn === 'department' || file.authorityRegion === null) return { kind: 'organisation', orgId, power: 'catalog.register' };
  return { kind: 'region', regionCode: file.authorityRegion, power: 'catalog.publish', exceptOrgIds: [orgId] };
}

/** Puts a case on the desk of those whose turn it is, with the due instant of their term. */
export async function askFor(
  tx: Transaction,
  needs: HandingNeeds,
  { about, turn, dueAt }: { about: About; turn: Turn; dueAt: Date | null },
) {
  await openTodo(tx, {
    id: needs.newId(),
    key: keyOf(about, turn),
    for: addresseeOf(about, turn),
    subject: subjectOf(about),
    title: { key: words[turn], params: paramsOf(about) },
    link: linkOf(about),
    dueAt,
    at: needs.clock.now(),
  });
}

/** Their turn is over. */
export async function doneWith(tx: Transaction, needs: HandingNeeds, { about, turn, by }: { about: About; turn: Turn; by: string | null }) {
  await closeTodo(tx, keyOf(about, turn), { by, at: needs.clock.now() });
}

/** The case is closed: nobody has anything to do about it. */
export async function doneWithAll(tx: Transaction, needs: HandingNeeds, { about, by }: { about: About; by: string | null }): Promise<void> {
  await closeTodosOf(tx, { kind: REVISION_CASE, id: about.given.id }, { by, at: needs.clock.now() });
}

/** Tells the department's registrars what became of its case. */
export async function tellDepartment(tx: Transaction, needs: HandingNeeds, { about, word }: { about: About; word: string }): Promise<void> {
  await notify(tx, {
    id: needs.newId(),
    key: `${REVISION_CASE}:${about.given.id}:${about.given.revision}:${word}`,
    for: { kind: 'organisation', orgId: about.file.entry.provider.organisationId, power: 'catalog.register' },
    subject: subjectOf(about),
    title: { key: `catalog.notice.${word}`, params: paramsOf(about) },
    link: linkOf(about),
    at: needs.clock.now(),
  });
}
