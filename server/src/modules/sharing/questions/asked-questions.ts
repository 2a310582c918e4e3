import type { Application, ApplicationContent } from '@karez/contract/sharing/schemas';
import type { Reader } from '#platform/database';
import { holdsPersonalData, type RequestableEntry } from '../requestable.ts';
import { answered, begunUnder, questionsFor, riskyAnswers, settled, type AskedAbout, type QuestionSet } from './question-set.ts';
import { questionSetAt, questionSetInForce } from './question-store.ts';

/** The set that an application began under; null where it began under none. */
export async function setOf(reader: Reader, { questions }: ApplicationContent): Promise<QuestionSet | null> {
  return questions === undefined ? null : ((await questionSetAt(reader, questions)) ?? null);
}

/** What an application is, as far as questions depend on it. */
export function aboutOf(entry: RequestableEntry, { itemNos }: ApplicationContent): AskedAbout {
  return { personal: holdsPersonalData(entry, itemNos), shareType: entry.shareType };
}

/** A new draft under the set of its competent region that is in force now. */
export async function underSetInForce(reader: Reader, content: ApplicationContent, regionCode: string): Promise<ApplicationContent> {
  const { questions, ...rest } = content;
  const begun = begunUnder(await questionSetInForce(reader, regionCode), questions);
  return begun === undefined ? rest : { ...rest, questions: begun };
}

/** What a clerk saves, with set and words as they were when the draft began: a browser chooses neither. */
export async function answersKept(reader: Reader, before: ApplicationContent, saved: ApplicationContent): Promise<ApplicationContent> {
  const { questions, ...rest } = saved;
  const set = await setOf(reader, before);
  return set === null ? rest : { ...rest, questions: answered(set, questions?.answers ?? []) };
}

/** What is handed on: without answers to what is not asked of it. */
export async function settledContent(reader: Reader, content: ApplicationContent, entry: RequestableEntry): Promise<ApplicationContent> {
  const set = await setOf(reader, content);
  if (set === null || content.questions === undefined) return content;
  return { ...content, questions: settled(set, content.questions, aboutOf(entry, content)) };
}

/** The questions of an application for its form, and which of its answers whoever decides must see. */
export async function presentQuestions(
  reader: Reader,
  content: ApplicationContent,
  entry: RequestableEntry | null,
): Promise<Pick<Application, 'questions' | 'riskyAnswers'>> {
  const set = await setOf(reader, content);
  if (set === null || content.questions === undefined) return { questions: [], riskyAnswers: [] };
  const questions = entry === null ? [] : questionsFor(set, aboutOf(entry, content));
  return { questions, riskyAnswers: riskyAnswers(set, content.questions) };
}
