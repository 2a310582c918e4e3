import { organisationById, organisations, type Actor, type Organisation } from '#modules/identity';
import type { Reader } from '#platform/database';
import { authorityRegionsOf } from '../catalog-policy.ts';

/** Departments whose numbers a reader sees: the own one, and those that the reader’s authority is competent for. */
export type CountedDepartments = {
  readonly own: string | null;
  readonly oversees: boolean;
  readonly regionCodes: readonly string[];
  readonly departments: ReadonlyMap<string, Organisation>;
};

export async function countedDepartments(reader: Reader, actor: Actor): Promise<CountedDepartments> {
  const regionCodes = authorityRegionsOf(actor);
  const overseen = await organisations(reader, { overseenBy: regionCodes });
  const own = actor.orgId === null ? undefined : await organisationById(reader, actor.orgId);
  return {
    own: own?.id ?? null,
    oversees: regionCodes.length > 0,
    regionCodes,
    departments: new Map([...overseen.values(), ...(own === undefined ? [] : [own])].map((department) => [department.id, department])),
  };
}
