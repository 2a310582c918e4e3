import type { Problem, RefusalStatuses } from '@karez/contract/route';
import type { Language } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import type { Refusal } from '@karez/kit/refusal';

export type ProblemOrigin = Problem['origin'];

/** The problem+json body (RFC 9457) of a refusal in the reader's language. */
export function problemOf(
  refusal: Refusal,
  about: { status: number; language: Language; origin: ProblemOrigin; evidence: string | null },
): Problem {
  const words = wordsIn(about.language);
  return {
    type: `/docs/errors#${refusal.code}`,
    title: words.text(`refusal.${refusal.code}`, refusal.params),
    status: about.status,
    detail: words.has(`refusal.${refusal.code}.detail`) ? words.text(`refusal.${refusal.code}.detail`, refusal.params) : '',
    code: refusal.code,
    params: { ...refusal.params },
    origin: about.origin,
    fields: refusal.fields.map((field) => ({
      path: field.path,
      code: field.code,
      title: words.text(`field.${field.code}`, field.params),
      params: { ...field.params },
    })),
    evidence: about.evidence,
  };
}

/** The declared HTTP status of a refusal; undeclared codes are a fault of ours. */
export function statusOf(refusal: Refusal, statuses: RefusalStatuses): number {
  const status = statuses[refusal.code];
  if (status === undefined) throw new Error(`refusal ${refusal.code} is not declared in the contract`);
  return status;
}
