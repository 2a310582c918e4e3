import type { TranslatedField, Translation } from '@karez/contract/catalog/translation';

/** What somebody may do with chosen fields. */
export const translationSteps = ['deliver', 'confirm', 'pass', 'return'] as const;
export type TranslationStep = (typeof translationSteps)[number];

/** The state that a field must be in for the step. */
const needed = { deliver: 'draft', confirm: 'stale', pass: 'translated', return: 'translated' } as const;

/** Steps open to the caller at all. */
export function stepsOf({ allowed }: Pick<Translation, 'allowed'>): readonly TranslationStep[] {
  const writes = allowed['translate']?.allowed === true;
  const reviews = allowed['review']?.allowed === true;
  return translationSteps.filter((step) => (step === 'pass' || step === 'return' ? reviews : writes));
}

/** Whether the step can be taken on the field; nobody reviews their own text. */
export function fits(step: TranslationStep, field: Pick<TranslatedField, 'state' | 'own'>): boolean {
  return field.state === needed[step] && !(field.own && (step === 'pass' || step === 'return'));
}

/** Whether a field can be chosen for any open step, and in words why not. */
export function choiceOf(
  field: TranslatedField,
  steps: readonly TranslationStep[],
  t: (key: string) => string,
): { readonly possible: boolean; readonly why: string } {
  if (steps.some((step) => fits(step, field))) return { possible: true, why: '' };
  if (field.state === 'translated' && field.own) return { possible: false, why: t('refusal.catalog.translation.own-work') };
  return { possible: false, why: t('portal.translation.nothing-to-do') };
}
