import type { BegunAnswer, NoticeAnswer, TodoAnswer } from '@karez/contract/desk';
import type { Download } from '@karez/contract/route';
import type { Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import type { Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';

import { exportLedger, type Asking, type Listed } from './export-ledger.ts';
import { readBegun, readNotices, readTodos } from './read-desk.ts';

type ExportNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;
type Query<Read extends (...given: never[]) => unknown> = Omit<Parameters<Read>[2], 'cursor' | 'limit' | 'now'>;
type Titled = { readonly title: TodoAnswer['title'] };

const titleOf = ({ title }: Titled, words: Words) => words.text(title.key, title.params);
const kindOf = (kind: string, words: Words) => words.text(`desk.kind.${kind}`);
const narrowed = (words: Words, { kind, q }: { kind?: string | undefined; q?: string | undefined }) => [
  ...(kind === undefined || !words.has(`desk.kind.${kind}`) ? [] : [kindOf(kind, words)]),
  q?.trim() ?? '',
];

/** A kind that is one, for the evidence: never what somebody typed in its place. */
const knownKind = (kind: string | undefined): string | null => (kind !== undefined && wordsIn('zh').has(`desk.kind.${kind}`) ? kind : null);

/** 待办, 在手, 已办, 本部门 as a workbook. */
export function exportTodos(needs: ExportNeeds, asking: Asking, query: Query<typeof readTodos>): Promise<Download | Refusal> {
  const listed: Listed<TodoAnswer> = {
    action: 'desk.export-todos',
    prefix: 'desk.todo-ledger',
    facts: { tab: query.tab, kind: knownKind(query.kind), clock: query.clock ?? null },
    filters: (words) => [
      words.text(`desk.tab.${query.tab}`),
      ...narrowed(words, query),
      ...(query.clock === undefined ? [] : [words.text(`desk.clock.${query.clock}`)]),
    ],
    columns: [
      ['name', 60, (line, { words }) => titleOf(line, words)],
      ['kind', 18, (line, { words }) => kindOf(line.subject.kind, words)],
      ['holder', 26, (line) => line.holder?.title ?? ''],
      ['stands-for', 26, (line) => line.standsFor?.title ?? ''],
      ['opened-on', 14, (line, { day }) => day(line.openedAt)],
      ['due-on', 14, (line, { day }) => day(line.dueAt)],
      ['warning', 14, (line, { words }) => (line.warning === null ? '' : words.text(`desk.warning.${line.warning}`))],
      ['closed-on', 14, (line, { day }) => day(line.closedAt)],
    ],
    read: (page) => readTodos(needs.database.reader, asking.actor, { ...query, ...page, now: needs.clock.now() }),
  };
  return exportLedger(needs, asking, listed);
}

/** 我发起 as a workbook. */
export function exportBegun(needs: ExportNeeds, asking: Asking, query: Query<typeof readBegun>): Promise<Download | Refusal> {
  const listed: Listed<BegunAnswer> = {
    action: 'desk.export-begun',
    prefix: 'desk.begun-ledger',
    facts: { state: query.state, kind: knownKind(query.kind), mine: query.mine ?? null },
    filters: (words) => [
      words.text(`desk.begun-state.${query.state}`),
      ...narrowed(words, query),
      ...(query.mine === undefined ? [] : [words.text('portal.desk.mine-only')]),
    ],
    columns: [
      ['name', 60, (line, { words }) => titleOf(line, words)],
      ['kind', 18, (line, { words }) => kindOf(line.subject.kind, words)],
      ['state', 24, (line, { words }) => words.text(line.stateKey)],
      ['starter', 26, (line) => line.starter.title],
      ['started-on', 14, (line, { day }) => day(line.startedAt)],
      ['due-on', 14, (line, { day }) => day(line.dueAt)],
      ['moved-on', 14, (line, { day }) => day(line.movedAt)],
      ['ended-on', 14, (line, { day }) => day(line.endedAt)],
    ],
    read: (page) => readBegun(needs.database.reader, asking.actor, { ...query, ...page }),
  };
  return exportLedger(needs, asking, listed);
}

/** Notices, 抄送 among them, as a workbook. */
export function exportNotices(needs: ExportNeeds, asking: Asking, query: Query<typeof readNotices>): Promise<Download | Refusal> {
  const listed: Listed<NoticeAnswer> = {
    action: 'desk.export-notices',
    prefix: 'desk.notice-ledger',
    facts: { tab: query.tab, kind: knownKind(query.kind) },
    filters: (words) => [words.text(`desk.notice-tab.${query.tab}`), ...narrowed(words, query)],
    columns: [
      ['name', 60, (line, { words }) => titleOf(line, words)],
      ['about', 50, (line, { words }) => (line.about === null ? '' : titleOf({ title: line.about }, words))],
      ['next', 40, (line, { words }) => titleOf({ title: line.next.step }, words)],
      ['by', 18, (line, { words }) => (line.next.by === null ? '' : words.text(`desk.by.${line.next.by}`))],
      ['due-on', 14, (line, { day }) => day(line.next.dueAt)],
      ['kind', 18, (line, { words }) => kindOf(line.subject.kind, words)],
      ['given-on', 14, (line, { day }) => day(line.givenAt)],
      ['read', 10, (line, { words }) => words.text(line.read ? 'desk.notice-ledger.is-read' : 'desk.notice-ledger.is-unread')],
    ],
    read: (page) => readNotices(needs.database.reader, asking.actor, { ...query, ...page, now: needs.clock.now() }),
  };
  return exportLedger(needs, asking, listed);
}
