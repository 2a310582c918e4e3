import { askedOf, type Answered, type AnsweredQuestions, type Question } from '@karez/contract/sharing/question-schemas';
import { isRefusal, type FieldRefusal, type RefusalParams } from '@karez/kit/refusal';
import { dayAfter } from '@karez/kit/day';
import { compilePattern, matchesPattern } from '@karez/policy/grant/pattern';
import { holdsPersonalValue } from '../personal-value.ts';

/** A version of a region’s set. */
export type QuestionSet = { readonly regionCode: string; readonly version: number; readonly questions: readonly Question[] };
/** What an application is, as far as questions depend on it. */
export type AskedAbout = { readonly personal: boolean; readonly shareType: string };

/** The questions of a set for an application, whatever is answered: of any of the share types that a question names, and personal data where it says so. */
export function questionsFor({ questions }: QuestionSet, { personal, shareType }: AskedAbout): Question[] {
  return questions.filter(({ appliesTo }) => {
    const shareTypes: readonly string[] = appliesTo.filter((ground) => ground !== 'personal-data');
    const isOfType = shareTypes.length === 0 || shareTypes.includes(shareType);
    return isOfType && (personal || !appliesTo.includes('personal-data'));
  });
}

/** What an application begins with under a set: earlier answers to questions of the same words, and none to others. Undefined where nothing is asked. */
export function begunUnder(set: QuestionSet | undefined, earlier: AnsweredQuestions | undefined): AnsweredQuestions | undefined {
  if (!set || set.questions.length === 0) return undefined;
  const known = (earlier?.answers ?? []).filter(({ id, question }) =>
    set.questions.some((one) => one.id === id && one.question === question),
  );
  return answered(set, known);
}

/** Answers in the order and the words of a set; what it does not ask falls away, and so does a second value where one is asked for. */
export function answered(
  { regionCode, version, questions }: QuestionSet,
  given: readonly Pick<Answered, 'id' | 'answer'>[],
): AnsweredQuestions {
  const answers = questions.flatMap(({ id, kind, section, question }) => {
    const values = [...new Set((given.find((one) => one.id === id)?.answer ?? []).filter((text) => text !== ''))];
    const answer = kind === 'multi' ? values : values.slice(0, 1);
    return answer.length === 0 ? [] : [{ id, section, question, answer }];
  });
  return { regionCode, version, answers };
}

/** The answers without those to questions that are not asked of this application. */
export function settled(set: QuestionSet, questions: AnsweredQuestions, about: AskedAbout): AnsweredQuestions {
  const asked = new Set(askedOf(questionsFor(set, about), questions.answers).map(({ id }) => id));
  return { ...questions, answers: questions.answers.filter(({ id }) => asked.has(id)) };
}

/** Which questions are not answered, or not as they ask for, each by section and question. */
export function faultsIn(set: QuestionSet, { answers }: AnsweredQuestions, about: AskedAbout): FieldRefusal[] {
  return askedOf(questionsFor(set, about), answers).flatMap((question) => {
    const answer = answers.find(({ id }) => id === question.id)?.answer ?? [];
    const fault = answer.length === 0 ? missingAnswer(question) : faultOf(question, answer);
    if (fault === null) return [];
    const { id, section, question: text } = question;
    return [{ path: `/questions/${id}`, code: fault.code, params: { section, question: text, ...fault.params } }];
  });
}

type Fault = { readonly code: string; readonly params: RefusalParams };

function missingAnswer({ required }: Question): Fault | null {
  return required ? { code: 'sharing.answer-required', params: {} } : null;
}

/** Nobody is named by a number in what is signed and kept (design.md §2). */
function faultOf(question: Question, answer: readonly string[]): Fault | null {
  if (answer.some((text) => holdsPersonalValue(text))) return { code: 'sharing.answer-personal', params: {} };
  return faults[question.kind](question, answer);
}

const faults: Readonly<Record<Question['kind'], (question: Question, answer: readonly string[]) => Fault | null>> = {
  text: (question, [text = '']) => faultOfText(question, text),
  number: (question, [text = '']) => faultOfNumber(question, text),
  day: (_question, [text = '']) => (isDay(text) ? null : { code: 'sharing.answer-day', params: {} }),
  'yes-no': (_question, answer) => chosen(['yes', 'no'], answer),
  single: ({ options }, answer) => chosen(options, answer),
  multi: ({ options }, answer) => chosen(options, answer),
};

function chosen(options: readonly string[], answer: readonly string[]): Fault | null {
  return answer.every((one) => options.includes(one)) ? null : { code: 'sharing.answer-option', params: {} };
}

function faultOfText({ min, max, pattern }: Question, text: string): Fault | null {
  if (min !== null && text.length < min) return { code: 'sharing.answer-short', params: { min } };
  if (max !== null && text.length > max) return { code: 'sharing.answer-long', params: { max } };
  const form = pattern === '' ? null : compilePattern(pattern);
  if (form !== null && !isRefusal(form) && !matchesPattern(form, text)) return { code: 'sharing.answer-pattern', params: { pattern } };
  return null;
}

function faultOfNumber({ min, max }: Question, text: string): Fault | null {
  const value = Number(text);
  const isInside = /^-?\d{1,15}(?:\.\d{1,6})?$/u.test(text) && (min === null || value >= min) && (max === null || value <= max);
  return isInside ? null : { code: 'sharing.answer-range', params: { min: min ?? '', max: max ?? '' } };
}

function isDay(text: string): boolean {
  // A 31st of February would roll over into March.
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayAfter(text, 0) === text;
}

/** Answers that whoever decides must see, with the reason that the set gives. */
export function riskyAnswers(set: QuestionSet, { answers }: AnsweredQuestions) {
  return answers.flatMap(({ id, section, question, answer }) => {
    const risky = set.questions.find((one) => one.id === id)?.risky ?? [];
    return risky.flatMap((risk) =>
      answer.includes(risk.answer) ? [{ id, section, question, answer: risk.answer, reason: risk.reason }] : [],
    );
  });
}

/** Everything that keeps a set from being published, as places of the request’s body; empty means none. */
export function wrongInSet(questions: readonly Question[]): FieldRefusal[] {
  return questions.flatMap((question, index) =>
    wrongIn(question, questions.slice(0, index)).map((place) => ({
      path: `/body/questions/${index}/${place}`,
      code: `sharing.question-${place}`,
      params: { section: question.section, question: question.question },
    })),
  );
}

const choices = (question: Question): readonly string[] | null => {
  if (question.kind === 'yes-no') return ['yes', 'no'];
  return question.kind === 'single' || question.kind === 'multi' ? question.options : null;
};

/** Most characters of an answer, and of one that has a form. */
const TEXT_MAX = 2000;
const FORM_MAX = 64;

/** Bounds that no text keeps: a draft that was begun under them could never be sent. */
function isUnanswerable({ min, max, pattern }: Question): boolean {
  const most = pattern === '' ? TEXT_MAX : FORM_MAX;
  return (min !== null && (min > most || min < 0)) || (max !== null && max < 1);
}

function wrongIn(question: Question, before: readonly Question[]): string[] {
  const { id, shownWhen, min, max, pattern, risky } = question;
  const own = choices(question);
  const wrong = {
    id: before.some((one) => one.id === id),
    options: own !== null && (own.length < 2 || new Set(own).size < own.length),
    max: (min !== null && max !== null && min > max) || (question.kind === 'text' && isUnanswerable(question)),
    pattern: pattern !== '' && isRefusal(compilePattern(pattern)),
    shownWhen: shownWhen !== null && !before.some((one) => one.id === shownWhen.id && choices(one)?.includes(shownWhen.answer)),
    risky: risky.some(({ answer }) => own === null || !own.includes(answer)),
  };
  return Object.entries(wrong).flatMap(([place, isWrong]) => (isWrong ? [place] : []));
}
