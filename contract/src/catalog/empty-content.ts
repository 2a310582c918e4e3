import type { EntryContent, Item } from './content.ts';

/** A draft of which nothing but its name is known. */
export function emptyContent(name: string): EntryContent {
  return {
    name,
    abstract: '',
    category: null,
    otherCategories: [],
    providerSubUnit: null,
    formatClass: null,
    formatType: null,
    formatOther: null,
    items: [],
    regionItemNo: null,
    // Sharing is the default; not to share is what needs a reason (91-1.2.1).
    shareType: 'unconditional',
    conditions: [],
    useConditions: '',
    denialReason: '',
    denialBasis: [],
    shareModeClass: null,
    shareModeType: null,
    openToPublic: null,
    openConditions: '',
    updateCycle: null,
    relatedCodes: [],
    relatedMatters: [],
    collection: null,
    systemId: null,
    dataClass: null,
    dataGrade: null,
    personalData: null,
    secrecyAssessment: null,
    impactAssessment: null,
    coverageRegion: null,
    coveragePeriod: '',
    census: { storageGb: null, records: null },
    nameUg: null,
    abstractUg: null,
  };
}

/**
 * A text that comes from a file: sharing, grade, secrecy and classification are declared by the department itself (809-13), so not even the
 * default is stated for it.
 */
export function undeclaredContent(name: string): EntryContent {
  return { ...emptyContent(name), shareType: null };
}

/** An item of which nothing but its number and name is known. */
export function emptyItem({ no, nameZh }: Pick<Item, 'no' | 'nameZh'>): Item {
  return {
    no,
    nameZh,
    fieldName: null,
    meaning: '',
    dataType: null,
    lengthBytes: null,
    shareType: null,
    denial: null,
    updateCycle: null,
    openToPublic: null,
    sensitivity: null,
    codeSet: null,
    dataElement: null,
    isKey: false,
    isTimestamp: false,
    nullable: true,
    isBaseItem: false,
    maskingRule: 'none',
  };
}
