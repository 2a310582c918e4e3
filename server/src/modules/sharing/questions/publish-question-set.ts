import { actedBy } from '#platform/caller';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { Question } from '@karez/contract/sharing/question-schemas';
import type { QuestionSetAnswer } from '@karez/contract/sharing/questions';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { digestOf } from '../agreement.ts';
import { sidesOf } from '../present-application.ts';
import { wrongInSet } from './question-set.ts';
import { insertQuestionSet, questionSetsOf } from './question-store.ts';

const POWER = 'sharing.coordinate';
const regionOf = (actor: Actor): string | null => actor.powers.find(({ power }) => power === POWER)?.regionCode ?? null;

/** The set of the caller’s region, with its versions. */
export async function readQuestionSet(reader: Reader, actor: Actor): Promise<QuestionSetAnswer | Refusal> {
  const regionCode = regionOf(actor);
  return regionCode === null ? refuse('identity.power.missing', { power: POWER }) : shown(reader, regionCode);
}

async function shown(reader: Reader, regionCode: string): Promise<QuestionSetAnswer> {
  const versions = await questionSetsOf(reader, regionCode);
  const names = await sidesOf(
    reader,
    versions.map(({ organisationId }) => organisationId),
  );
  return {
    version: versions[0]?.version ?? 0,
    questions: [...(versions[0]?.questions ?? [])],
    versions: versions.map(({ version, madeAt, organisationId, questions }) => ({
      version,
      madeAt: madeAt.toISOString(),
      organisation: names(organisationId).name,
      count: questions.length,
    })),
  };
}

export type PublishQuestionSet = {
  readonly actor: Actor;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly questions: readonly Question[];
  readonly ifMatch: string | null;
  readonly origin: string;
};

/** The authority puts the next version of its set in force; whoever began under an older one keeps that. */
export async function publishQuestionSet(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, secrecyDeclaration, questions, ifMatch, origin }: PublishQuestionSet,
): Promise<QuestionSetAnswer | Refusal> {
  if (ifMatch === null) return refuse('request.etag-missing');
  if (secrecyDeclaration !== 'not-secret') return refuse('sharing.application.secret', { declared: secrecyDeclaration });
  const regionCode = regionOf(actor);
  if (regionCode === null) return refuse('identity.power.missing', { power: POWER });
  const wrong = wrongInSet(questions);
  if (wrong.length > 0) return refuse('sharing.question-set.wrong', { count: wrong.length }, wrong);
  return database.transaction(async (tx) => {
    const before = (await questionSetsOf(tx, regionCode))[0]?.version ?? 0;
    const at = clock.now();
    const set = { regionCode, version: before + 1, questions, organisationId: actor.orgId ?? '', madeBy: actor.id, madeAt: at };
    if (ifMatch !== String(before) || !(await insertQuestionSet(tx, set))) return refuse('sharing.question-set.stale', { version: before });
    await recordEvidence(tx, {
      at,
      actor: actedBy(actor),
      action: 'sharing.publish-question-set',
      outcome: { result: 'done' },
      object: { kind: 'sharing.question-set', id: regionCode, revision: set.version },
      origin,
      // What was asked, and which answers were to be looked at closely, can be proved later.
      facts: { regionCode, questions: questions.length, digest: digestOf({ regionCode, version: set.version, questions }) },
    });
    return shown(tx, regionCode);
  });
}
