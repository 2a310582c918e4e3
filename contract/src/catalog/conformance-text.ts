import type { ConformanceRuleId } from './conformance.ts';

type Said = { readonly rule: ConformanceRuleId; readonly params: Readonly<Record<string, string | number>> };
type Text = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/**
 * What a nonconformity says in words. What would be refused at submission is said in the words of that refusal (`field.<code>`), so that whoever mends
 * the draft reads the same sentence again.
 */
export function nonconformityText(text: Text, { rule, params }: Said): string {
  const { codes } = params;
  const why =
    typeof codes === 'string'
      ? codes
          .split(',')
          .map((code) => text(`field.${code}`))
          .join('；')
      : '';
  return text(`catalog.conformance.rule.${rule}`, { ...params, why });
}
