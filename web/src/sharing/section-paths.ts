/** Sections of the form of an application, and the places of its content that each one holds. */
export const sectionPaths = {
  items: ['/itemNos'],
  basis: ['/useBasis', '/useScenario', '/usePurpose', '/matter'],
  scope: ['/useScope', '/sharingMode', '/systemId', '/callsPerDay'],
  period: ['/validFrom', '/validTo'],
  care: ['/storage', '/securityMeasures', '/commitment'],
  questions: ['/questions'],
} as const;
export type SectionKey = keyof typeof sectionPaths;
