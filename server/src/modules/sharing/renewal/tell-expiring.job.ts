import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import { notify } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { findGrant, type GrantRecord } from '../grant-store.ts';
import { endsSoonBefore } from './ends-soon.ts';
import { lockEndingGrant, markEndTold, regionsWithUntold } from './renewal-store.ts';

const JOB = 'sharing.tell-expiring';
type JobNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'newId'>;

/** Tells both sides of every grant whose last day is near, once for each last day; answers how many. */
export async function tellExpiring(needs: JobNeeds): Promise<number> {
  let told = 0;
  for (const region of await regionsWithUntold(needs.database.reader))
    while (await needs.database.transaction((tx) => tellNext(tx, needs, region))) told += 1;
  return told;
}

async function tellNext(tx: Transaction, needs: JobNeeds, region: string): Promise<boolean> {
  const at = needs.clock.now();
  const before = await endsSoonBefore(tx, { at, zone: needs.config.KAREZ_TIME_ZONE, region });
  const grantId = before === null ? undefined : await lockEndingGrant(tx, { region, before, at });
  const grant = grantId === undefined ? undefined : await findGrant(tx, grantId);
  if (!grant) return false;
  await markEndTold(tx, grant.id);
  await tellBoth(tx, needs, grant);
  const { kind, id, orgId } = systemActor(JOB);
  await recordEvidence(tx, {
    at,
    actor: { kind, id, orgId },
    action: JOB,
    outcome: { result: 'done' },
    object: { kind: 'sharing.grant', id: grant.id, revision: grant.document.version },
    origin: '',
    facts: { validTo: grant.document.validTo },
  });
  return true;
}

async function tellBoth(tx: Transaction, { clock, config, newId }: JobNeeds, { id, validTo, document }: GrantRecord): Promise<void> {
  const lastDay = dayIn(config.KAREZ_TIME_ZONE, new Date(validTo.getTime() - 1));
  const readers = [
    { orgId: document.requesterOrgId, power: 'sharing.apply', word: 'expiring' },
    { orgId: document.providerOrgId, power: 'sharing.handle', word: 'expiring-given' },
  ];
  for (const { orgId, power, word } of readers) {
    await notify(tx, {
      id: newId(),
      key: `sharing.grant-${word}:${id}:${lastDay}`,
      for: { kind: 'organisation', orgId, power },
      subject: { module: 'sharing', kind: 'sharing.grant', id },
      title: { key: `sharing.notice.grant-${word}`, params: { no: document.no, entry: document.entryName, lastDay } },
      link: `/sharing/grants/${id}`,
      at: clock.now(),
    });
  }
}
