import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Caller } from '#platform/caller';
import type { Needs } from '#platform/needs';

import { mayKeepLaw } from './law-policy.ts';
import { insertRuleSetLayer, lockRuleSets, ruleSetLayers } from './law-store.ts';
import { withInternalLimit } from './rule-set.ts';
import { LAW_ZONE } from './zoned-day.ts';

export type SetInternalLimit = { readonly actor: Caller; readonly ruleKey: string; readonly workingDays: number };

/** Sets an internal target from today on. Cases that run keep the limit they started under. */
export async function setInternalLimit({ database, clock }: Pick<Needs, 'database' | 'clock'>, given: SetInternalLimit) {
  const permitted = mayKeepLaw(given.actor, 'law.edit');
  if (isRefusal(permitted)) return permitted;

  return database.transaction(async (tx) => {
    await lockRuleSets(tx);
    const at = clock.now();
    const target = { key: given.ruleKey, workingDays: given.workingDays, on: dayIn(LAW_ZONE, at) };
    const layer = withInternalLimit(await ruleSetLayers(tx), target);
    if (isRefusal(layer)) return layer;
    await insertRuleSetLayer(tx, layer);
    await recordEvidence(tx, {
      at,
      actor: given.actor,
      action: 'law.set-internal-limit',
      outcome: { result: 'done' },
      object: { kind: 'rule-set', id: layer.id, revision: layer.version },
      facts: { rule: given.ruleKey, workingDays: given.workingDays },
    });
    return { ruleSetId: layer.id, version: layer.version };
  });
}
