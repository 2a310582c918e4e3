import { z } from 'zod';

const line = (max: number) => z.string().trim().max(max);

export const questionKinds = ['text', 'single', 'multi', 'number', 'day', 'yes-no'] as const;
/** For which applications a question is asked; none named means for all. */
export const questionGrounds = ['personal-data', 'conditional', 'unconditional'] as const;

/** One question of a set: how it is answered, when it is asked, and which answers whoever decides must see. */
export const questionSchema = z.strictObject({
  /** Stays the same from version to version while the question means the same. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  section: line(60).min(1),
  question: line(300).min(1),
  hint: line(300),
  kind: z.enum(questionKinds),
  /** What may be chosen, for `single` and `multi`. */
  options: z.array(line(100).min(1)).max(30),
  required: z.boolean(),
  /** Fewest characters of a text, or least number; null where there is none. */
  min: z.number().nullable(),
  /** Most characters of a text, or greatest number. */
  max: z.number().nullable(),
  /** Form of a text, written like the form of a matter’s numbers; empty where any is good. */
  pattern: line(120),
  appliesTo: z.array(z.enum(questionGrounds)).max(3),
  /** Asked only when an earlier question has this answer. */
  shownWhen: z.strictObject({ id: z.string().max(40), answer: line(100) }).nullable(),
  /** Answers that whoever decides must see, each with the reason. */
  risky: z.array(z.strictObject({ answer: line(100).min(1), reason: line(300).min(1) })).max(30),
});
export type Question = z.infer<typeof questionSchema>;

/** One answer with the question as it was read. A choice of several holds each; a number, a day and yes or no stand as text. */
export const answerSchema = z.strictObject({
  id: z.string().max(40),
  section: line(60),
  question: line(300),
  answer: z.array(line(2000)).max(30),
});
export type Answered = z.infer<typeof answerSchema>;

/** What an application answers, and to which version of which region’s set. */
export const answeredQuestionsSchema = z.strictObject({
  regionCode: line(20),
  version: z.int().min(1),
  answers: z.array(answerSchema).max(100),
});
export type AnsweredQuestions = z.infer<typeof answeredQuestionsSchema>;

const riskyAnswerSchema = z.object({
  id: z.string(),
  section: z.string(),
  question: z.string(),
  answer: z.string(),
  reason: z.string(),
});

/** What an application shows of its questions. */
export const shownQuestions = {
  /** Questions that are asked of it besides the form, whatever is answered. */
  questions: z.array(questionSchema),
  /** Answers that whoever decides must see, each with the reason. */
  riskyAnswers: z.array(riskyAnswerSchema),
};

/** Those of some questions that are asked, given the answers: one that waits for another’s answer is asked once that is asked and answered so. */
export function askedOf(questions: readonly Question[], answers: readonly Pick<Answered, 'id' | 'answer'>[]): Question[] {
  const asked: Question[] = [];
  for (const one of questions) {
    const { shownWhen } = one;
    const isAsked =
      shownWhen === null ||
      (asked.some(({ id }) => id === shownWhen.id) &&
        answers.some(({ id, answer }) => id === shownWhen.id && answer.includes(shownWhen.answer)));
    if (isAsked) asked.push(one);
  }
  return asked;
}
