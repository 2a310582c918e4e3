import type { PaperPermission } from '@karez/contract/sharing/paper-signature';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { authorityFor, confirmSecondFactor, mayUse, organisationById, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { cursorAfter, cursorFrom } from '../cursor.ts';
import { sidesOf } from '../present-application.ts';
import {
  insertPermission,
  lockOpenPermission,
  lockPermission,
  permissionsIn,
  savePermissionEnd,
  type PaperPermissionRecord,
} from './paper-permission-store.ts';
import { personalOf } from './sealed-scan.ts';

const POWER = 'sharing.decide-dispute';
type PermissionNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'>;
export type GivePermission = {
  readonly actor: Actor;
  readonly organisationId: string;
  readonly docNo: string;
  readonly reason: string;
  readonly lastDay: string;
  readonly code: string;
  readonly origin: string;
};

/** The leader of the authority over a department lets it sign on paper until a day; never its own department. */
export async function givePermission(needs: PermissionNeeds, command: GivePermission): Promise<PaperPermission | Refusal> {
  const { actor, organisationId, docNo, reason, lastDay, code } = command;
  const personal = personalOf({ docNo, reason });
  if (personal) return personal;
  const regionCode = await regionFor(needs.database.reader, command);
  if (isRefusal(regionCode)) return regionCode;
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  if (lastDay < today)
    return refuse('sharing.paper-permission.day', { today }, [
      { path: '/body/lastDay', code: 'sharing.paper-last-day', params: { today } },
    ]);
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const before = await lockOpenPermission(tx, organisationId);
    if (before && before.lastDay >= today) return refuse('sharing.paper-permission.given-before', { lastDay: before.lastDay });
    // One whose last day is past is over without anybody's deed; a new one takes its place.
    if (before) await savePermissionEnd(tx, { ...before, endedBy: actor.id, endedAt: at });
    const given = {
      id: needs.newId(),
      organisationId,
      regionCode,
      docNo,
      reason,
      lastDay,
      givenBy: actor.id,
      givenAt: at,
      endedBy: null,
      endedAt: null,
    };
    // Another leader has let it at the same moment: one permission stands, and this one says so.
    if (!(await insertPermission(tx, given))) return refuse('sharing.paper-permission.given-before', { lastDay });
    await notePermission(tx, given, { ...command, action: 'sharing.give-paper-permission', at });
    return presentOne(tx, given, today);
  });
}

/** The region whose authority decides for a department, where the caller may decide for it. */
async function regionFor(reader: Reader, { actor, organisationId }: GivePermission): Promise<string | Refusal> {
  const organisation = await organisationById(reader, organisationId);
  if (!organisation || organisation.dissolved !== null || organisation.sample) return refuse('sharing.paper-permission.organisation');
  const authority = await authorityFor(reader, { regionCodes: [organisation.regionCode], power: POWER, parties: [] });
  const regionCode = authority?.regionCode ?? '';
  const permitted = mayUse(actor, POWER, { regionCode, parties: [organisationId] });
  if (!isRefusal(permitted)) return regionCode;
  return refuse(permitted.code === 'identity.power.party' ? 'sharing.paper-permission.own' : 'sharing.paper-permission.other-region');
}

export type EndPermission = { readonly actor: Actor; readonly permissionId: string; readonly origin: string };

/** The authority's leader ends a permission before its last day. */
export async function endPermission(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  command: EndPermission,
): Promise<PaperPermission | Refusal> {
  const { actor, permissionId } = command;
  return database.transaction(async (tx) => {
    const found = await lockPermission(tx, permissionId);
    if (!found || isRefusal(mayUse(actor, POWER, { regionCode: found.regionCode, parties: [] })))
      return refuse('sharing.paper-permission.not-found');
    if (found.endedAt !== null) return refuse('sharing.paper-permission.ended-before');
    const at = clock.now();
    const ended = { ...found, endedBy: actor.id, endedAt: at };
    await savePermissionEnd(tx, ended);
    await notePermission(tx, ended, { ...command, action: 'sharing.end-paper-permission', at });
    return presentOne(tx, ended, dayIn(config.KAREZ_TIME_ZONE, at));
  });
}

type Asked = { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Permissions of the regions in which the caller decides for the authority. */
export async function listPermissions(
  { clock, config, reader }: Pick<Needs, 'clock' | 'config'> & { readonly reader: Reader },
  { actor, cursor, limit }: Asked,
): Promise<{ items: PaperPermission[]; next: string | null; total: number }> {
  const regionCodes = actor.powers.flatMap(({ power, regionCode }) => (power === POWER && regionCode !== null ? [regionCode] : []));
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const { records, total } = await permissionsIn(reader, { regionCodes, after: cursorFrom(cursor), limit: limit + 1 });
  const page = records.slice(0, limit);
  const names = await sidesOf(
    reader,
    page.map(({ organisationId }) => organisationId),
  );
  const last = page.at(-1);
  return {
    items: page.map((one) => present(one, { organisation: names(one.organisationId), today })),
    next: last && records.length > limit ? cursorAfter({ at: last.givenAt, id: last.id }) : null,
    total,
  };
}

async function presentOne(reader: Reader, one: PaperPermissionRecord, today: string): Promise<PaperPermission> {
  const names = await sidesOf(reader, [one.organisationId]);
  return present(one, { organisation: names(one.organisationId), today });
}

function present(
  { id, docNo, reason, lastDay, givenAt, endedAt }: PaperPermissionRecord,
  { organisation, today }: { readonly organisation: { id: string; name: string }; readonly today: string },
): PaperPermission {
  const inForce = endedAt === null && lastDay >= today;
  return { id, organisation, docNo, reason, lastDay, givenAt: givenAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, inForce };
}

async function notePermission(
  tx: Transaction,
  one: PaperPermissionRecord,
  { actor, action, origin, at }: { readonly actor: Actor; readonly action: string; readonly origin: string; readonly at: Date },
): Promise<void> {
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.paper-permission', id: one.id, revision: one.endedAt === null ? 1 : 2 },
    origin,
    facts: { organisationId: one.organisationId, lastDay: one.lastDay },
  });
}
