import { supplementPlaces, type ApplicationContent, type PlaceWords, type SupplementPlace } from '@karez/contract/sharing/schemas';
import type { SignedLetter } from '../letter/letter.ts';
import { refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';

/** One 补正通知: what the provider says an application lacks, and how the requester has met it. */
export type SupplementNotice = {
  readonly applicationId: string;
  /** 1 is the one notice of 809-21; a later one names only what the supplement brought in. */
  readonly no: number;
  readonly gaps: readonly PlaceWords[];
  readonly opinion: string;
  readonly stopsClock: boolean;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly answers: readonly PlaceWords[] | null;
  readonly answeredAt: Date | null;
};

/** What an application was when the department's head signed it. */
export type Submission = {
  readonly no: number;
  readonly content: ApplicationContent;
  readonly letters: readonly SignedLetter[];
  readonly digest: string;
  readonly signedBy: string;
  readonly signedAt: Date;
};

/** Places of the form whose content differs. Both contents were read by one schema, so equal content is equal text. */
export function changedPlaces(before: ApplicationContent, after: ApplicationContent): SupplementPlace[] {
  return supplementPlaces.filter((place) => place !== 'material' && textAt(before, place) !== textAt(after, place));
}

/** Of the questions only the answers count: the same ones under a newer version of the set say nothing else. */
function textAt(content: ApplicationContent, place: Exclude<SupplementPlace, 'material'>): string {
  if (place !== 'questions') return JSON.stringify(content[place]);
  return JSON.stringify((content.questions?.answers ?? []).map(({ id, answer }) => ({ id, answer })));
}

export type Asking = {
  readonly gaps: readonly PlaceWords[];
  /** Working days since the application, or its last supplement, was received. */
  readonly workingDaysUsed: number;
  /** Within how many of them a notice may be given. */
  readonly workingDaysMax: number;
  /** What the last supplement changed; null before the first notice, when everything may be named. */
  readonly broughtIn: readonly SupplementPlace[] | null;
};

/** What is wrong with a notice that is about to be given: too late, a place named twice, or a place that could have been named before. */
export function faultOfNotice({ gaps, workingDaysUsed, workingDaysMax, broughtIn }: Asking): Refusal | null {
  if (workingDaysUsed > workingDaysMax) return refuse('sharing.supplement.too-late', { workingDays: workingDaysMax });
  const twice = repeated(gaps);
  if (twice.length > 0) return refuse('sharing.supplement.places-twice', {}, fieldsOf('gaps', gaps, twice));
  const old = broughtIn === null ? [] : gaps.map(({ place }) => place).filter((place) => !broughtIn.includes(place));
  return old.length === 0 ? null : refuse('sharing.supplement.places-old', {}, fieldsOf('gaps', gaps, old));
}

/** What is wrong with the answer to a notice: every gap is met by a changed place or by words. */
export function faultOfAnswers(
  { gaps }: Pick<SupplementNotice, 'gaps'>,
  { answers, changed }: { answers: readonly PlaceWords[]; changed: readonly SupplementPlace[] },
): Refusal | null {
  const twice = repeated(answers);
  if (twice.length > 0) return refuse('sharing.supplement.places-twice', {}, fieldsOf('answers', answers, twice));
  const met = new Set([...changed, ...answers.map(({ place }) => place)]);
  const unmet = gaps.filter(({ place }) => !met.has(place));
  if (unmet.length === 0) return null;
  const fields = unmet.map(({ place }) => ({ path: `/body/answers/${place}`, code: 'sharing.gap-unanswered', params: {} }));
  return refuse('sharing.supplement.unanswered', { count: unmet.length }, fields);
}

function repeated(said: readonly PlaceWords[]): SupplementPlace[] {
  return said.map(({ place }) => place).filter((place, index, all) => all.indexOf(place) < index);
}

function fieldsOf(list: 'gaps' | 'answers', said: readonly PlaceWords[], places: readonly SupplementPlace[]): FieldRefusal[] {
  return places.map((place) => ({
    path: `/body/${list}/${said.findLastIndex((one) => one.place === place)}/place`,
    code: list === 'gaps' && !repeated(said).includes(place) ? 'sharing.place-old' : 'sharing.place-twice',
    params: {},
  }));
}
