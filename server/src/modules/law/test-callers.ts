import type { Caller } from '#platform/caller';

/** A person of the authority of a region, with the powers over its law. */
export function lawKeeper(regionCode: string): Caller {
  const powers = ['law.read', 'law.edit', 'law.calendar-edit', 'sharing.coordinate'].map((power) => ({ power, orgId: null, regionCode }));
  return { kind: 'person', id: `keeper-${regionCode}`, orgId: `authority-${regionCode}`, regionCode, powers };
}

/** A person of a department who may read the law and nothing else. */
export function clerkOf(orgId: string): Caller {
  return { kind: 'person', id: `clerk-${orgId}`, orgId, regionCode: '650400', powers: [{ power: 'law.read', orgId, regionCode: null }] };
}
