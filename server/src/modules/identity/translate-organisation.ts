import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { changeable } from './change-organisation.ts';
import { recordAct } from './evidence.ts';
import { saveTranslatedNames, type TranslatedNames } from './organisation-names-store.ts';

export type TranslateOrganisation = TranslatedNames & { readonly actor: Actor; readonly origin?: string | null };

/** Says what an organisation is called in Uyghur and English (91-7.1.1). A Uyghur name that is not there cannot have been reviewed. */
export async function translateOrganisation(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, origin, orgId, nameUg, nameEn, ugReviewed }: TranslateOrganisation,
): Promise<TranslatedNames | Refusal> {
  return database.transaction(async (tx) => {
    const organisation = await changeable(tx, { actor, orgId });
    if (isRefusal(organisation)) return organisation;
    const names = { orgId, nameUg, nameEn, ugReviewed: ugReviewed && nameUg !== null };
    await saveTranslatedNames(tx, names);
    await recordAct(tx, {
      actor,
      at: clock.now(),
      action: 'identity.translate-organisation',
      object: { kind: 'organisation', id: orgId },
      origin: origin ?? null,
      facts: { uyghur: nameUg ?? '', english: nameEn ?? '', reviewed: names.ugReviewed },
    });
    return names;
  });
}
