import { blanksOfCollection } from '@karez/contract/catalog/collection';
import { entryContentSchema, type EntryContent } from '@karez/contract/catalog/content';

/** Assessments as they are being filled in: the conclusion comes last. */
type Unconcluded<T> = T extends { conclusion: infer C } ? Omit<T, 'conclusion'> & { conclusion: C | null } : never;
export type SecrecyDraft = Unconcluded<NonNullable<EntryContent['secrecyAssessment']>>;
export type ImpactDraft = Unconcluded<NonNullable<EntryContent['impactAssessment']>>;

/** Content as it stands in the form: like the contract's, but assessments may be half filled. */
export type Draft = Omit<EntryContent, 'secrecyAssessment' | 'impactAssessment'> & {
  secrecyAssessment: SecrecyDraft | null;
  impactAssessment: ImpactDraft | null;
};
export type DraftField = keyof Draft;

/** A place of the form with what is wrong there: `path` like `items/2/fieldName`, `word` a message key or finished words. */
export type Wrong = { readonly path: string; readonly word: string };

export const sections = [
  {
    key: 'basics',
    fields: [
      'name',
      'abstract',
      'category',
      'otherCategories',
      'providerSubUnit',
      'systemId',
      'relatedMatters',
      'relatedCodes',
      'nameUg',
      'abstractUg',
    ],
  },
  { key: 'format', fields: ['formatClass', 'formatType', 'formatOther', 'updateCycle', 'coverageRegion', 'coveragePeriod', 'census'] },
  { key: 'items', fields: ['items', 'regionItemNo'] },
  { key: 'collection', fields: ['collection'] },
  {
    key: 'sharing',
    fields: [
      'shareType',
      'shareModeClass',
      'shareModeType',
      'conditions',
      'useConditions',
      'denialReason',
      'denialBasis',
      'openToPublic',
      'openConditions',
    ],
  },
  { key: 'care', fields: ['dataClass', 'dataGrade', 'personalData', 'secrecyAssessment', 'impactAssessment'] },
] as const satisfies readonly { key: string; fields: readonly DraftField[] }[];
export type SectionKey = (typeof sections)[number]['key'];

export function fieldOf(path: string): string {
  return path.split('/')[0] ?? path;
}

function valueAt(draft: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined), draft);
}

/** The draft as the contract takes it, or the places that keep it from being saved at all. */
export function savable(draft: Draft): { readonly content: EntryContent } | { readonly wrongs: readonly Wrong[] } {
  const parsed = entryContentSchema.safeParse(draft);
  if (parsed.success) return { content: parsed.data };
  return {
    wrongs: parsed.error.issues.map((issue) => {
      const value = valueAt(draft, issue.path);
      const isBlank = value === null || value === undefined || value === '';
      const word = isBlank
        ? 'field.required'
        : issue.message === 'catalog.control-characters'
          ? 'field.catalog.control-characters'
          : 'field.invalid-format';
      return { path: issue.path.map(String).join('/'), word };
    }),
  };
}

const structured: readonly string[] = ['database', 'spreadsheet', 'service-interface'];

function missingOfItems({ items, formatClass }: Draft): readonly string[] {
  if (formatClass === null || !structured.includes(formatClass)) return [];
  if (items.length === 0) return ['items'];
  return items.flatMap((item, place) => [
    ...(item.fieldName === null ? [`items/${place}/fieldName`] : []),
    ...(item.dataType === null ? [`items/${place}/dataType`] : []),
    ...(item.sensitivity === null ? [`items/${place}/sensitivity`] : []),
    ...(item.dataType === 'C' && item.lengthBytes === null ? [`items/${place}/lengthBytes`] : []),
  ]);
}

function missingOfSharing(draft: Draft): readonly string[] {
  const types = [draft.shareType, ...draft.items.map((item) => item.shareType)];
  const conditional = types.includes('conditional');
  const denied = draft.shareType === 'denied';
  const shares = draft.shareType !== null && draft.shareType !== 'denied';
  const blank: readonly (readonly [string, boolean])[] = [
    ['shareType', draft.shareType === null],
    ['shareModeClass', shares && draft.shareModeClass === null],
    ['shareModeType', shares && draft.shareModeClass === 'platform' && draft.shareModeType === null],
    ['useConditions', conditional && draft.useConditions.trim() === ''],
    ['conditions', conditional && !['scope', 'purpose'].every((kind) => draft.conditions.some((one) => one.kind === kind))],
    ['denialReason', denied && draft.denialReason.trim() === ''],
    ['denialBasis', denied && draft.denialBasis.length === 0],
    ['openToPublic', draft.openToPublic === null],
    ['openConditions', draft.openToPublic === true && draft.openConditions.trim() === ''],
  ];
  return [
    ...blank.flatMap(([path, isBlank]) => (isBlank ? [path] : [])),
    ...draft.conditions.flatMap((one, place) => (one.basis === null ? [`conditions/${place}/basis`] : [])),
    ...draft.items.flatMap((item, place) => missingOfDenial(item, place, denied)),
  ];
}

/** A denied item says why and on which article, unless it rests on those of its entry. */
function missingOfDenial({ shareType, denial }: Draft['items'][number], place: number, whole: boolean): readonly string[] {
  if (shareType !== 'denied' || (denial === null && whole)) return [];
  return [
    ...((denial?.reason ?? '').trim() === '' ? [`items/${place}/denial/reason`] : []),
    ...((denial?.basis ?? []).length === 0 ? [`items/${place}/denial/basis`] : []),
  ];
}

/**
 * Places that are still blank and that submission asks for (809-13, the compilation guide): what the task list counts while one
 * writes. The server's verdict at submission is the one that counts; it knows more rules than blanks.
 */
export function blanksOf(draft: Draft): readonly string[] {
  const blank: readonly (readonly [string, boolean])[] = [
    ['name', draft.name.trim() === ''],
    ['abstract', draft.abstract.trim() === ''],
    ['category', draft.category === null],
    ['formatClass', draft.formatClass === null],
    ['formatType', draft.formatClass !== null && draft.formatClass !== 'self-described' && draft.formatType === null],
    ['formatOther', draft.formatClass === 'self-described' && !draft.formatOther],
    ['updateCycle', draft.updateCycle === null],
    ['dataClass', draft.dataClass === null],
    ['dataGrade', draft.dataGrade === null],
    ['personalData', draft.personalData === null],
    ['secrecyAssessment', draft.secrecyAssessment === null],
    ['impactAssessment', draft.personalData !== null && draft.personalData !== 'none' && draft.impactAssessment === null],
  ];
  const collected = blanksOfCollection(draft.collection).map((part) => (part === '' ? 'collection' : `collection/${part}`));
  return [
    ...blank.flatMap(([path, isBlank]) => (isBlank ? [path] : [])),
    ...missingOfItems(draft),
    ...collected,
    ...missingOfSharing(draft),
  ];
}
