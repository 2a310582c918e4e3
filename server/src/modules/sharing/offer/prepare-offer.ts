import type { OfferContent } from '@karez/contract/sharing/offer';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, organisationById, type Actor } from '#modules/identity';
import { endOfDay, ruleSetInForce, workingDaysOf } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { refusingPersonalValues } from '../personal-value.ts';
import { requestableEntry } from '../requestable-entry.ts';
import { noteOffer, putBefore } from './offer-step.ts';
import { insertOffer } from './offer-store.ts';
import { wrongInOffer, type OfferRecord } from './offer.ts';

/** Limit of the rule set: how long an offer may be claimed. No article names days: it is a target of the house. */
const OFFER_RULE = 'sharing.offer';
export const personalOf = refusingPersonalValues('sharing.offer.personal-value');

type PrepareNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type OfferDone = { readonly offerId: string };
export type PrepareOffer = {
  readonly actor: Actor;
  readonly entryId: string;
  readonly requesterOrgId: string;
  readonly content: OfferContent;
  readonly origin: string;
};

/** A clerk of the provider prepares an application for one department, about an entry of the own department that may be applied for. */
export async function prepareOffer(needs: PrepareNeeds, command: PrepareOffer): Promise<OfferDone | Refusal> {
  const personal = personalOf({ 'content/words': command.content.words });
  if (personal) return personal;
  return needs.database.transaction(async (tx) => {
    const offer = await offerFrom(tx, needs, command);
    if (isRefusal(offer)) return offer;
    if (!(await insertOffer(tx, offer))) return refuse('sharing.offer.already-open');
    const { actor, origin } = command;
    const moment = { at: offer.preparedAt, newId: needs.newId };
    await noteOffer(tx, { offer, actor, action: 'sharing.prepare-offer', origin, at: moment.at });
    await putBefore(tx, offer, moment);
    return { offerId: offer.id };
  });
}

async function offerFrom(
  tx: Transaction,
  { clock, newId, config }: PrepareNeeds,
  { actor, entryId, requesterOrgId, content }: PrepareOffer,
): Promise<OfferRecord | Refusal> {
  const at = clock.now();
  const today = dayIn(config.KAREZ_TIME_ZONE, at);
  const entry = await requestableEntry(tx, { entryId, today });
  if (isRefusal(entry)) return entry;
  if (isRefusal(mayUse(actor, 'sharing.handle', { orgId: entry.provider.id }))) return refuse('sharing.offer.not-provider');
  const wrong = wrongInOffer(content, { items: entry.items, today });
  const reader = await organisationById(tx, requesterOrgId);
  if (!reader || reader.dissolved !== null || reader.sample || reader.type === 'enterprise' || reader.id === entry.provider.id)
    wrong.push({ path: '/body/requesterOrgId', code: 'sharing.offer-department', params: {} });
  if (wrong.length > 0) return refuse('sharing.offer.incomplete', { count: wrong.length }, wrong);
  const term = await termOf(tx, { region: entry.provider.regionCode, today, at, zone: config.KAREZ_TIME_ZONE });
  return {
    id: newId(),
    revision: 1,
    state: 'open',
    entryId,
    providerOrgId: entry.provider.id,
    requesterOrgId,
    content,
    ...term,
    preparedBy: actor.id,
    preparedAt: at,
    applicationId: null,
    leftOut: [],
    reason: null,
    endedBy: null,
    endedAt: null,
  };
}

type Term = { readonly region: string; readonly today: string; readonly at: Date; readonly zone: string };

/** Until when it may be claimed, in the working days of the provider's region. @throws where the rule set knows no term: law must have been seeded. */
async function termOf(reader: Reader, { region, today, at, zone }: Term): Promise<Pick<OfferRecord, 'ruleSetId' | 'openUntil'>> {
  const ruleSet = await ruleSetInForce(reader, at);
  const limit = ruleSet.limits.get(OFFER_RULE);
  if (!limit) throw new Error(`the rule set in force has no ${OFFER_RULE}`);
  const lastDay = (await workingDaysOf(reader, region)).lastDayAfter(today, limit.workingDays);
  return { ruleSetId: ruleSet.id, openUntil: endOfDay(zone, lastDay) };
}
