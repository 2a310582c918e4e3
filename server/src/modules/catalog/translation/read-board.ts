import type { listTranslations, readTranslationBoard } from '@karez/contract/catalog/translation-board';
import type { TranslationCounts, TranslationLanguage } from '@karez/contract/catalog/translation';
import type { AnswerOf, QueryOf } from '@karez/contract/route';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { boardCells, countTasks, tasksBehind, type TaskPosition, type TaskQuestion } from './board-store.ts';
import { translationScope } from './translation-policy.ts';

const nothing: TranslationCounts = { missing: 0, draft: 0, translated: 0, reviewed: 0, stale: 0 };

/** How far the catalogue is translated, department by department, within what the caller works on. */
export async function readBoard(
  reader: Reader,
  { actor, language }: { actor: Actor; language: TranslationLanguage },
): Promise<AnswerOf<typeof readTranslationBoard>> {
  const total = { ...nothing };
  const rows = new Map<string, { organisationId: string; organisation: string; counts: TranslationCounts }>();
  for (const { organisationId, organisation, state, count } of await boardCells(reader, language, translationScope(actor))) {
    const row = rows.get(organisationId) ?? { organisationId, organisation, counts: { ...nothing } };
    row.counts[state] = count;
    total[state] += count;
    rows.set(organisationId, row);
  }
  return { total, rows: [...rows.values()] };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function positionOf(cursor: string | undefined): TaskPosition | null | Refusal {
  if (cursor === undefined) return null;
  const [uses = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (/^\d{1,6}$/.test(uses) && uuid.test(id)) return { uses: Number(uses), id };
  return refuse('request.invalid', { count: 1 }, [{ path: '/query/cursor', code: 'invalid-format', params: {} }]);
}

/** The entries that wait for a language editor, or stand in one state, the most used first. */
export async function listTasks(
  reader: Reader,
  { actor, query }: { actor: Actor; query: QueryOf<typeof listTranslations> },
): Promise<AnswerOf<typeof listTranslations> | Refusal> {
  const after = positionOf(query.cursor);
  if (after !== null && 'refused' in after) return after;
  const { language, state = null, provider = null, limit } = query;
  const question: TaskQuestion = { language, state, provider, scope: translationScope(actor) };
  const found = await tasksBehind(reader, question, { after, limit });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last ? Buffer.from(`${last.uses} ${last.entryId}`).toString('base64url') : null;
  return { items, next, total: await countTasks(reader, question) };
}
