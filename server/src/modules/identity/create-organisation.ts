import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { isUniqueViolation, type Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { recordAct } from './evidence.ts';
import { addOrganisation, findOrganisation } from './organisation-store.ts';
import type { Organisation } from './organisation.ts';
import { mayUse } from './powers.ts';
import { findRegion } from './region-store.ts';
import { isUscc, normaliseUscc } from './uscc.ts';

export type CreateOrganisation = {
  readonly actor: Actor;
  readonly uscc: string;
  readonly name: string;
  readonly shortName: string;
  readonly formerNames: readonly string[];
  readonly type: Organisation['type'];
  readonly regionCode: string;
  readonly parentId: string | null;
  readonly divisions: readonly string[];
  readonly origin?: string | null;
};

/** Registers an organisation under a 统一社会信用代码 whose check characters fit (GB 32100; GB 11714 inside for state organs). */
export async function createOrganisation(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  command: CreateOrganisation,
): Promise<Organisation | Refusal> {
  const permitted = mayUse(command.actor, 'identity.organisations', { regionCode: command.regionCode });
  if (isRefusal(permitted)) return permitted;
  const uscc = normaliseUscc(command.uscc);
  const wrong = refuse('identity.organisation.uscc-invalid', {}, [{ path: '/body/uscc', code: 'identity.uscc', params: {} }]);
  if (!isUscc(uscc, { organisationCode: command.type === 'government' })) return wrong;
  try {
    return await database.transaction(async (tx) => {
      const placed = await isPlaced(tx, command);
      if (isRefusal(placed)) return placed;
      const organisation = organisationFrom(command, { id: newId(), uscc, newId });
      const at = clock.now();
      await addOrganisation(tx, organisation, at);
      await recordAct(tx, {
        actor: command.actor,
        at,
        action: 'identity.create-organisation',
        object: { kind: 'organisation', id: organisation.id },
        origin: command.origin ?? null,
      });
      return organisation;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('identity.organisation.uscc-taken');
    throw error;
  }
}

async function isPlaced(tx: Transaction, { regionCode, parentId }: CreateOrganisation): Promise<true | Refusal> {
  const region = await findRegion(tx, regionCode);
  if (!region || region.sample) return refuse('identity.region.unknown', { code: regionCode });
  if (parentId !== null && !(await findOrganisation(tx, parentId))) return refuse('identity.organisation.not-found');
  return true;
}

function organisationFrom(
  command: CreateOrganisation,
  { id, uscc, newId }: { id: string; uscc: string; newId: Needs['newId'] },
): Organisation {
  return {
    id,
    uscc,
    name: command.name,
    shortName: command.shortName,
    formerNames: [...new Set(command.formerNames)].filter((name) => name !== command.name),
    type: command.type,
    regionCode: command.regionCode,
    parentId: command.parentId,
    sample: false,
    divisions: [...new Set(command.divisions)].map((name) => ({ id: newId(), name, hasClerk: false })),
    dissolved: null,
    sharingOffice: null,
    authorityOf: [],
  };
}
