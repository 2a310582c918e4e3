import { z } from 'zod';
import shipped from './aggregation-rules.json' with { type: 'json' };

const rulesSchema = z.strictObject({
  version: z.int().min(1),
  nature: z.enum(['statutory', 'internal']),
  /** Articles of the law register that the rules rest on. */
  articles: z.array(z.string()).min(1),
  /** What an item tells of a person, by the registered data elements that tell it: never by the name of a column. */
  traits: z.array(z.strictObject({ key: z.string(), elements: z.array(z.string()).min(1) })),
  /** So many kinds of traits, from so many grants, tell together who somebody is. */
  rules: z.array(z.strictObject({ key: z.string(), of: z.array(z.string()).min(1), kindsMin: z.int().min(1), grantsMin: z.int().min(2) })),
});
export type AggregationRules = z.infer<typeof rulesSchema>;
export const aggregationRules: AggregationRules = rulesSchema.parse(shipped);

/** A grant with the names of the data elements that its items are, each with its other words. */
export type Telling = { readonly grantId: string; readonly elements: readonly (readonly string[])[] };
/** A rule that some grants trip together. */
export type Tripped = { readonly rule: string; readonly kinds: readonly string[]; readonly grantIds: readonly string[] };

type Traits = AggregationRules['traits'];

/** Which of some kinds of traits a grant tells. */
function kindsOf({ elements }: Telling, { of, traits }: { readonly of: readonly string[]; readonly traits: Traits }): string[] {
  const told = traits.filter(
    ({ key, elements: names }) => of.includes(key) && elements.some((words) => words.some((word) => names.includes(word))),
  );
  return told.map(({ key }) => key);
}

/** Whether a grant tells anything that a rule looks at; one that does not changes nothing of what is tripped. */
export const tellsOfPersons = (telling: Telling, { traits }: AggregationRules = aggregationRules): boolean =>
  kindsOf(telling, { of: traits.map(({ key }) => key), traits }).length > 0;

/**
 * The rules that grants of one department trip together (809-25: 汇聚、关联). Grants count that add a kind; where kinds are to be combined, what they tell
 * together must be more than what any one of them tells, for one grant alone was judged when it was given.
 */
export function trippedBy(tellings: readonly Telling[], { traits, rules }: AggregationRules = aggregationRules): Tripped[] {
  return rules.flatMap(({ key, of, kindsMin, grantsMin }) => {
    const told = tellings
      .map((telling) => ({ grantId: telling.grantId, kinds: kindsOf(telling, { of, traits }) }))
      .filter(({ kinds }) => kinds.length > 0);
    const kinds = [...new Set(told.flatMap((one) => one.kinds))].toSorted();
    const isMoreThanOne = kindsMin === 1 || told.every((one) => one.kinds.length < kinds.length);
    if (kinds.length < kindsMin || told.length < grantsMin || !isMoreThanOne) return [];
    return [{ rule: key, kinds, grantIds: told.map(({ grantId }) => grantId).toSorted() }];
  });
}

/** Whether what was answered contains what is tripped now: fewer grants or kinds than were answered tell nothing that the answer was not about. */
export const isWithin = (now: readonly Tripped[], answered: readonly Tripped[]): boolean =>
  now.every(({ rule, kinds, grantIds }) =>
    answered.some(
      (one) =>
        one.rule === rule && kinds.every((kind) => one.kinds.includes(kind)) && grantIds.every((grantId) => one.grantIds.includes(grantId)),
    ),
  );
