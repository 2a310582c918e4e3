import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { maySeeGrant } from '../grant-policy.ts';
import { lockGrant } from '../grant-store.ts';
import { askForRecheck, endTerms } from './suspension-clock.ts';
import { handSuspension } from './suspension-handing.ts';
import { mayDoTo } from './suspension-policy.ts';
import { recordSuspensionStep } from './suspension-step.ts';
import { openSuspension, saveSuspension } from './suspension-store.ts';
import { afterSuspensionEvent } from './suspension.ts';

export type ReportRectification = { readonly actor: Actor; readonly grantId: string; readonly words: string; readonly origin: string };

/** The holder says what it has put right; its term is met, late or not, and whoever suspended has to look (809-27). */
export async function reportRectification(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  { actor, grantId, words, origin }: ReportRectification,
): Promise<{ grantId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const at = clock.now();
    const grant = await lockGrant(tx, grantId);
    if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
    const open = await openSuspension(tx, grantId);
    const permitted = mayDoTo(actor, 'report-rectification', { grant, open, termHasRunOut: false, now: at });
    if (isRefusal(permitted)) return permitted;
    if (!open) return refuse('sharing.suspension.not-open');
    const state = afterSuspensionEvent(open.state, 'report');
    if (isRefusal(state)) return state;
    const suspension = { ...open, state, report: { words, by: actor.id, at } };
    await saveSuspension(tx, suspension);
    const step = { suspension, actor, action: 'sharing.report-rectification', word: 'reported', role: 'APPLICANT' };
    await recordSuspensionStep(tx, { ...step, words, at, origin });
    await endTerms(tx, suspension.id, { how: 'meet', at });
    // A successor of the provider rechecks in its place.
    const dutyOrgId = open.side === 'provider' ? grant.document.providerOrgId : open.organisationId;
    const region = (await organisationById(tx, dutyOrgId))?.regionCode ?? grant.authorityRegionCode;
    const dueAt = await askForRecheck(tx, { suspensionId: suspension.id, dutyOrgId, region, at, newId });
    await handSuspension(tx, { suspension, grant }, { duty: 'recheck', dueAt, by: actor.id, at, newId });
    return { grantId };
  });
}
