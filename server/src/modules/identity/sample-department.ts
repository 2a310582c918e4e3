import type { Needs } from '#platform/needs';
import type { Transaction } from '#platform/database';
import { addOrganisation, organisationNamed } from './organisation-store.ts';
import { addRegions } from './region-store.ts';
import { ancestry, levelOf, parentOf, type Region } from './region.ts';

/**
 * The id of a department that is known only from an imported catalogue, made at first mention. Its region and itself are marked 样例:
 * nobody can sign in for it, and it has no 统一社会信用代码, for none may be invented. Throws for a code that is no division's.
 */
export async function sampleDepartment(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  department: { regionCode: string; regionName: string; name: string },
): Promise<string> {
  const known = await organisationNamed(tx, { regionCode: department.regionCode, name: department.name });
  if (known !== undefined) return known;
  await addRegions(tx, lineOf(department.regionCode, department.regionName), { sample: true });
  const id = newId();
  await addOrganisation(
    tx,
    {
      id,
      uscc: null,
      name: department.name,
      shortName: department.name.slice(0, 40),
      formerNames: [],
      type: 'other',
      regionCode: department.regionCode,
      parentId: null,
      sample: true,
      divisions: [],
      dissolved: null,
      sharingOffice: null,
      authorityOf: [],
    },
    clock.now(),
  );
  return id;
}

/** The region with everything above it, topmost first; those above carry their code as name until somebody loads them. */
function lineOf(code: string, name: string): Region[] {
  return ancestry(code)
    .toReversed()
    .map((step) => {
      const level = levelOf(step);
      if (level === undefined) throw new Error(`not a division code: ${step}`);
      return { code: step, name: step === code ? name : step, parentCode: parentOf(step), level };
    });
}
