import type { Correction } from '@karez/contract/correction/schemas';
import { sidesOf } from '#modules/sharing';
import type { Reader } from '#platform/database';
import type { CorrectionRecord } from './correction-store.ts';
import { signedAnswersOf } from './signed-answer-store.ts';

/** Every answer to a report that was signed, oldest first; the one that stands is its reply, a redirect never is. */
export async function presentSignedAnswers(
  reader: Reader,
  { id, reply }: Pick<CorrectionRecord, 'id' | 'reply'>,
): Promise<Correction['answers']> {
  const answers = await signedAnswersOf(reader, id);
  const sides = await sidesOf(
    reader,
    answers.flatMap(({ answer }) => (answer.result === 'redirect' ? [answer.organisationId] : [])),
  );
  return answers.map(({ no, signedAt, organisationName, answer, opinion, digest }, place) => ({
    no,
    at: signedAt.toISOString(),
    organisation: organisationName,
    answer,
    opinion,
    digest,
    to: answer.result === 'redirect' ? sides(answer.organisationId) : null,
    stands: reply !== null && place === answers.length - 1,
  }));
}
