import {
  lateMeasures,
  measureCountsSchema,
  measureIds,
  type Counted,
  type DepartmentOverview,
  type MeasureCounts,
  type MeasureId,
} from '@karez/contract/catalog/overview';
import { countWaiting, listWaiting, type WaitingInUnit, type WaitingQuestion } from '#modules/desk';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import { countedDepartments, type CountedDepartments } from './counted-departments.ts';
import { questionAbout, type OverviewNeeds, type OverviewQuestion } from './overview-question.ts';
import { countMeasures, listBehind, unitOnlyEntries, type CountRow, type MeasuredRow } from './overview-store.ts';

/** Measures that the desk counts. */
const waitingKindOf = { 'todo-open': 'open', 'todo-near': 'near', 'todo-overdue': 'overdue' } as const;

function isWaiting(measure: MeasureId): measure is keyof typeof waitingKindOf {
  return Object.hasOwn(waitingKindOf, measure);
}

const waitingQuestion = ({ departments, now, nearUntil }: OverviewQuestion): WaitingQuestion => ({
  orgIds: departments.map(({ id }) => id),
  module: 'catalog',
  now,
  nearUntil,
});

async function allCounts(reader: Reader, question: OverviewQuestion): Promise<Map<string, MeasureCounts>> {
  const waiting: CountRow[] = (await countWaiting(reader, waitingQuestion(question))).map(({ orgId, open, near, overdue }) => ({
    organisationId: orgId,
    counts: { 'todo-open': open, 'todo-near': near, 'todo-overdue': overdue },
  }));
  const rows = [...(await countMeasures(reader, question)), ...waiting];
  const byDepartment = new Map<string, MeasureCounts>(question.departments.map(({ id }) => [id, noughts()]));
  for (const { organisationId, counts } of rows) {
    const sums = byDepartment.get(organisationId);
    if (sums) for (const id of measureIds) sums[id] += counts[id] ?? 0;
  }
  return byDepartment;
}

function noughts(): MeasureCounts {
  return measureCountsSchema.parse(Object.fromEntries(measureIds.map((id) => [id, 0])));
}

const lateOf = ({ counts }: DepartmentOverview): number => lateMeasures.reduce((sum, id) => sum + counts[id], 0);

/** Departments with the most that is past its day first. */
const byLate = (one: DepartmentOverview, other: DepartmentOverview): number =>
  lateOf(other) - lateOf(one) || one.name.localeCompare(other.name, 'zh');

/** The catalogue of every department that the reader may look into, counted. A firm or a dissolved department stands there only with something to its name. */
export async function readOverview(needs: OverviewNeeds, actor: Actor) {
  const { own, oversees, departments, regionCodes } = await countedDepartments(needs.reader, actor);
  const question = await questionAbout(needs, { departments: [...departments.values()], regionCodes });
  const counts = await allCounts(needs.reader, question);
  const shown = [...departments.values()].flatMap(({ id, name, type, dissolved }) => {
    const of = counts.get(id) ?? noughts();
    const isQuiet = (type === 'enterprise' || dissolved !== null) && Object.values(of).every((count) => count === 0);
    return isQuiet ? [] : [{ organisationId: id, name, counts: of }];
  });
  return { at: question.now.toISOString(), oversees, own, departments: shown.toSorted(byLate) };
}

type Page = { readonly cursor?: string | undefined; readonly limit: number };

/** How many lines stand before a page; a cursor that no list gave out counts as none. */
const offsetOf = (cursor: string | undefined): number => (cursor !== undefined && /^\d{1,8}$/u.test(cursor) ? Number(cursor) : 0);

/** The rows behind a number; of a department that the reader may not look into there are none. */
export async function listMeasured(
  needs: OverviewNeeds,
  { actor, measure, organisationId, ...page }: Page & { actor: Actor; measure: MeasureId; organisationId?: string | undefined },
) {
  const whole = await countedDepartments(needs.reader, actor);
  const asked = [...whole.departments.values()].filter(({ id }) => organisationId === undefined || id === organisationId);
  const question = await questionAbout(needs, { departments: asked, regionCodes: whole.regionCodes });
  const [offset, limit] = [offsetOf(page.cursor), page.limit];
  const { items, total } = isWaiting(measure)
    ? await waitingBehind(needs.reader, question, { measure, offset, limit })
    : await listBehind(needs.reader, question, { measure, offset, limit });
  const next = offset + items.length < total && items.length > 0 ? String(offset + items.length) : null;
  return { items: items.map((row, at) => rowView(whole, row, offset + at)), next, total };
}

type Behind = { readonly measure: keyof typeof waitingKindOf; readonly offset: number; readonly limit: number };

async function waitingBehind(reader: Reader, question: OverviewQuestion, { measure, ...page }: Behind) {
  const asked = waitingQuestion(question);
  const todos = await listWaiting(reader, { ...asked, ...page, kind: waitingKindOf[measure] });
  const total = (await countWaiting(reader, asked)).reduce((sum, counts) => sum + counts[waitingKindOf[measure]], 0);
  const entryIds = todos.filter(({ subjectKind }) => subjectKind === ENTRY_CASE).map(({ subjectId }) => subjectId);
  const hidden = await unitOnlyEntries(reader, entryIds);
  return { items: todos.map((todo) => rowOfTodo(todo, hidden.has(todo.subjectId))), total };
}

function rowOfTodo({ id, orgId, title, link, dueAt }: WaitingInUnit, isUnitOnly: boolean): MeasuredRow {
  const params = Object.fromEntries(Object.entries(title.params).map(([name, value]) => [name, String(value ?? '')]));
  return { id, organisationId: orgId, name: null, isUnitOnly, title: { key: title.key, params }, fields: [], dueAt, link };
}

/** The row as the reader may see it: what is a department's own until its head has signed is neither named nor opened by others. */
function rowView({ own, departments }: CountedDepartments, row: MeasuredRow, place: number): Counted {
  const { isUnitOnly, dueAt, fields, title, ...shown } = row;
  const organisationName = departments.get(row.organisationId)?.name ?? '';
  const answer = { ...shown, organisationName, fields: [...fields], dueAt: dueAt?.toISOString() ?? null };
  const words = title && { key: title.key, params: { ...title.params } };
  if (!isUnitOnly || row.organisationId === own) return { ...answer, title: words };
  // The words of a to-do may name the draft as well; those of a finding do not.
  return { ...answer, id: `${place}`, name: null, link: null, fields: [], title: row.name === null ? null : words };
}
