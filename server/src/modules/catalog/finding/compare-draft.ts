import { closeTodo, openTodo } from '#modules/desk';
import { allRegions } from '#modules/identity';
import type { EntryContent } from '@karez/contract/catalog/content';
import type { Findings } from '@karez/contract/catalog/finding';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { mayEdit } from '../catalog-policy.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { linkedElsewhere, publishedBySource, registeredCodes, sourcesElsewhere, type SourceElsewhere } from '../element/element-store.ts';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import { tellStep, type StepNeeds } from '../revision/record-step.ts';
import { endSources, endSourcesOfGone } from '../source/source-store.ts';
import type { LiveIndex } from '../search/live-index.ts';
import type { EntryFile } from '../search/search-document.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { candidatesFor, weighIn } from './candidates.ts';
import { byKey, foundAgain, keyOf, vanished, type Finding, type Found } from './finding.ts';
import { findingsOf, saveFindings } from './finding-store.ts';
import { findingsView } from './finding-view.ts';
import { judge, type Draft } from './judge.ts';
import { judgeElements, namesToLookUp, withoutFlood } from './judge-elements.ts';
import { judgeForm, namesAskedFor } from './judge-form.ts';
import { holdersOf } from './holders-store.ts';
import { entriesHoldingItems, othersInForce } from './others-store.ts';
import { wordingsOf } from './items.ts';
import { placeRemover } from './subject.ts';

/** What a comparison needs: the search index, which knows every name. */
export type ComparingNeeds = StepNeeds & { readonly index: LiveIndex };

const BY_ITEMS_MAX = 50;
const ITEMS_MIN = 3;

/** What other departments hold of what the draft would collect. */
async function found(reader: Reader, index: SearchIndex, { entry, working }: EntryFile): Promise<readonly Found[]> {
  return working === null ? [] : foundFor(reader, index, { entry, content: working.content });
}

type Text = { readonly entry: EntryFile['entry']; readonly content: EntryContent };

/** The same of any text of an entry. */
export async function foundFor(reader: Reader, index: SearchIndex, { entry, content }: Text): Promise<readonly Found[]> {
  const { organisationId, regionCode, name: department } = entry.provider;
  const removePlaces = placeRemover((await allRegions(reader)).map(({ name }) => name));
  const byName = candidatesFor(index, { name: content.name, providerOrgId: organisationId }, removePlaces);
  const names = [...new Set(content.items.flatMap(({ nameZh }) => wordingsOf(nameZh)))];
  const byItems = await entriesHoldingItems(reader, { names, exceptOrgId: organisationId, min: ITEMS_MIN, limit: BY_ITEMS_MAX });
  const others = await othersInForce(
    reader,
    [...new Set([...byName, ...byItems])].filter((id) => id !== entry.id),
  );
  const draft = { content, regionCode, department };
  const elements = await sourcesElsewhere(reader, { orgId: organisationId, regionCode });
  const whole = judge(draft, others, { removePlaces, weigh: weighIn(index) });
  const told = [...whole, ...(await foundInItems(reader, { draft, organisationId, elements, told: whole }))];
  return [...told, ...(await foundInForm(reader, { draft, organisationId, elements, told }))];
}

type Asked = {
  readonly draft: Draft;
  readonly organisationId: string;
  readonly elements: readonly SourceElsewhere[];
  readonly told: readonly Found[];
};

/** Single items whose source is another department, beyond what is told of the whole entry. */
async function foundInItems(reader: Reader, { draft, organisationId, elements, told }: Asked): Promise<readonly Found[]> {
  if (elements.length === 0) return [];
  const codes = draft.content.items.flatMap(({ dataElement }) => (dataElement === null ? [] : [dataElement]));
  const registered = await registeredCodes(reader, codes);
  const names = namesToLookUp(draft.content, registered);
  const linked = await linkedElsewhere(reader, { names, codes: elements.map(({ code }) => code), exceptOrgId: organisationId });
  const held = judgeElements(draft, { elements, registered, linked }, told);
  const concerned = new Set(held.map(({ targetId }) => targetId));
  const published = await publishedBySource(
    reader,
    elements.filter(({ id }) => concerned.has(id)),
  );
  return withoutFlood(held, published);
}

/** Fields of the form of collection that others hold already, beyond what is told of the entry and its items. */
async function foundInForm(reader: Reader, { draft, organisationId, elements, told }: Asked): Promise<readonly Found[]> {
  const { content } = draft;
  if (!content.collection?.form) return [];
  const holders = await holdersOf(reader, { names: namesAskedFor(content.collection.form), exceptOrgId: organisationId });
  return judgeForm(draft, { elements, holders }, told);
}

type Compared = { readonly before: readonly Finding[]; readonly now: readonly Finding[] };

/** Lays what is found now beside what was: an answer stands while the finding is the same, and what is no longer found is gone. */
function laidBeside(
  known: readonly Finding[],
  now: readonly Found[],
  { entryId, at, newId }: { entryId: string; at: Date; newId: () => string },
): Finding[] {
  const before = byKey(known);
  const current = now.map((one): Finding => {
    const same = before.get(keyOf(one));
    const again = same && foundAgain(same, one, at);
    if (again && isRefusal(again)) throw new Error(`the finding ${same.id} cannot be found again: ${again.code}`);
    return again ?? { ...one, id: newId(), entryId, state: 'open', foundAt: at, answered: null };
  });
  const keys = new Set(now.map(keyOf));
  return [...current, ...known.filter((finding) => !keys.has(keyOf(finding))).map(vanished)];
}

const todoKey = (entryId: string): string => `catalog.findings:${entryId}`;

/** Opens or closes the registrar's to-do: findings that nobody has answered. */
export async function handFindings(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  { file, open, by }: { file: EntryFile; open: number; by: string },
): Promise<void> {
  const at = clock.now();
  const { id, provider } = file.entry;
  await closeTodo(tx, todoKey(id), { by, at });
  if (open === 0) return;
  await openTodo(tx, {
    id: newId(),
    key: todoKey(id),
    for: { kind: 'organisation', orgId: provider.organisationId, power: 'catalog.register' },
    subject: { module: 'catalog', kind: ENTRY_CASE, id },
    title: { key: 'catalog.todo.findings', params: { name: file.working?.content.name ?? '', count: open } },
    link: `/catalog/entries/${id}`,
    dueAt: null,
    at,
  });
}

/** Where the draft has room for a source: its items and the fields of its form. */
function placesIn({ working }: EntryFile): { readonly items: readonly number[]; readonly fields: readonly number[] } {
  const fields = working?.content.collection?.form?.fields ?? [];
  return { items: (working?.content.items ?? []).map(({ no }) => no), fields: fields.map(({ no }) => no) };
}

/** Compares the draft of a locked entry and stores what is found; answers how many findings wait for an answer. */
export async function refreshFindings(
  tx: Transaction,
  needs: Pick<ComparingNeeds, 'clock' | 'newId'>,
  { file, index, by }: { file: EntryFile; index: SearchIndex; by: string },
): Promise<Compared> {
  const before = await findingsOf(tx, file.entry.id);
  const context = { entryId: file.entry.id, at: needs.clock.now(), newId: needs.newId };
  const now = laidBeside(before, await found(tx, index, file), context);
  await saveFindings(tx, now);
  // What is no longer cited is no longer where the data come from.
  const cited = new Set(now.flatMap(({ id, state }) => (state === 'cited' ? [id] : [])));
  const uncited = before.flatMap(({ id, state }) => (state === 'cited' && !cited.has(id) ? [id] : []));
  const revisionNo = file.working?.no ?? 0;
  await endSources(tx, { findingIds: uncited, revisionNo });
  await endSourcesOfGone(tx, { entryId: file.entry.id, ...placesIn(file), revisionNo });
  const open = now.filter(({ state }) => state === 'open').length;
  const wasOpen = before.filter(({ state }) => state === 'open').length;
  if (open !== wasOpen) await handFindings(tx, needs, { file, open, by });
  return { before, now };
}

/** The registrar asks before submission what others hold already (91-4.1). */
export async function compareDraft(needs: ComparingNeeds, command: EntryCommand): Promise<Findings | Refusal> {
  const { actor } = command;
  const index = await needs.index.current();
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayEdit(actor, file);
    if (isRefusal(permitted)) return permitted;
    const { now } = await refreshFindings(tx, needs, { file, index, by: actor.id });
    await tellStep(tx, needs, {
      file,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.compare-draft',
        word: 'compared',
        role: 'CATALOG_REGISTRAR',
        opinion: null,
        changes: [],
        facts: { findings: now.filter(({ state }) => state !== 'gone').length },
      },
    });
    return findingsView(actor, file, await findingsOf(tx, file.entry.id));
  });
}
