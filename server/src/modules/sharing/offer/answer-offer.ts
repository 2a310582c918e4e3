import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { joinedTo, type Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { startApplication } from '../start-application.ts';
import { maySeeOffer, mayDoOffer, type OfferAction } from './offer-policy.ts';
import { endOffer } from './offer-step.ts';
import { lockOffer } from './offer-store.ts';
import { contentOf, type OfferRecord } from './offer.ts';
import { personalOf, type OfferDone } from './prepare-offer.ts';

type AnswerNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type OneOffer = { readonly actor: Actor; readonly offerId: string; readonly origin: string };

/** The department that it was prepared for opens an ordinary draft with it: what it says of the scope, and nothing else. */
export async function claimOffer(needs: AnswerNeeds, command: OneOffer): Promise<{ applicationId: string } | Refusal> {
  const { actor, origin } = command;
  return onOffer(needs, { ...command, action: 'claim' }, async (tx, offer, at) => {
    let leftOut: readonly string[] = [];
    const started = await startApplication(
      { ...needs, database: joinedTo(tx) },
      {
        actor,
        entryId: offer.entryId,
        origin,
        facts: { offer: offer.id, preparedBy: offer.providerOrgId },
        preparedBy: offer.preparedBy,
        content: (items) => {
          const begun = contentOf(offer.content, items);
          leftOut = begun.leftOut;
          return begun.content;
        },
      },
    );
    if (isRefusal(started)) return started;
    const moment = { at, newId: needs.newId };
    const said = { applicationId: started.applicationId, leftOut };
    const ended = await endOffer(tx, offer, { ...moment, event: 'claim', actor, action: 'sharing.claim-offer', origin, with: said });
    return isRefusal(ended) ? ended : started;
  });
}

/** The department that it was prepared for declines it, or the provider takes it back; both say why. */
export async function endWithReason(
  needs: AnswerNeeds,
  { reason, ...command }: OneOffer & { readonly reason: string; readonly action: 'decline' | 'withdraw' },
): Promise<OfferDone | Refusal> {
  const personal = personalOf({ reason });
  if (personal) return personal;
  const { actor, origin, action } = command;
  return onOffer(needs, command, async (tx, offer, at) => {
    const moment = { at, newId: needs.newId };
    const ended = await endOffer(tx, offer, {
      ...moment,
      event: action,
      actor,
      action: `sharing.${action}-offer`,
      origin,
      with: { reason },
    });
    return isRefusal(ended) ? ended : { offerId: ended.id };
  });
}

async function onOffer<Done>(
  { database, clock }: AnswerNeeds,
  { actor, offerId, action }: OneOffer & { readonly action: OfferAction },
  done: (tx: Transaction, offer: OfferRecord, at: Date) => Promise<Done | Refusal>,
): Promise<Done | Refusal> {
  return database.transaction(async (tx) => {
    const at = clock.now();
    const offer = await lockOffer(tx, offerId);
    if (!offer || !maySeeOffer(actor, offer)) return refuse('sharing.offer.not-found');
    const permitted = mayDoOffer(actor, action, { offer, at });
    return isRefusal(permitted) ? permitted : done(tx, offer, at);
  });
}
