import type { EntryContent } from './content.ts';

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
