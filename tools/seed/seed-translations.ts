import { entrySchema } from '@karez/contract/catalog/answers';
import { translationSchema } from '@karez/contract/catalog/translation';
import { expected, type CityPeople } from './city-people.ts';
import { changedAfterReview, cityTranslations, type PlannedTranslation } from './city-translations.ts';
import type { SeededCity } from './seed-city.ts';

const translator = 'mzw.mwbj';
const reviewer = 'mzw.mwsh';

type Step = { readonly people: CityPeople; readonly at: string };

async function take({ people, at }: Step, account: string, given: { method: 'PUT' | 'POST'; step: string; body: object }): Promise<void> {
  const seen = expected(await people.as(account, `GET ${at}`), 200);
  expected(
    await people.as(account, `${given.method} ${at}${given.step}`, { body: given.body, ifMatch: Number(seen.body['revision']) }),
    200,
  );
}

async function enter(step: Step, { texts, outcome }: PlannedTranslation): Promise<void> {
  const fields = Object.keys(texts);
  const written = Object.entries(texts).map(([field, text]) => ({ field, text }));
  await take(step, translator, { method: 'PUT', step: '', body: { fields: written } });
  if (outcome === 'draft') return;
  const delivered = await unpassed(step, fields);
  await take(step, translator, { method: 'POST', step: '/delivery', body: { fields: delivered } });
  if (outcome === 'translated') return;
  const decision =
    outcome === 'reviewed'
      ? { decision: 'pass', opinion: '译文准确，术语一致。' }
      : { decision: 'return', opinion: '“预警”的译法请与其他目录保持一致。' };
  await take(step, reviewer, { method: 'POST', step: '/review', body: { fields, ...decision } });
}

/** Drafts among the fields: what a department brought along itself is handed over already. */
async function unpassed({ people, at }: Step, fields: readonly string[]): Promise<string[]> {
  const seen = expected(await people.as(translator, `GET ${at}`), 200);
  const drafts = translationSchema.parse(seen.body).fields.filter(({ state }) => state === 'draft');
  return fields.filter((field) => drafts.some((draft) => draft.field === field));
}

/** The language office writes, hands over and reviews; then one department changes an entry, and its translation is stale. */
export async function translateCatalogue({ people, entries }: SeededCity): Promise<void> {
  for (const planned of cityTranslations) {
    const at = `/catalog/entries/${entries.get(planned.entry)}/translations/${planned.language}`;
    await enter({ people, at }, planned);
  }
  await changeSummary(people, entries.get(changedAfterReview.entry) ?? '');
}

async function changeSummary(people: CityPeople, id: string): Promise<void> {
  const { department, abstract, reason } = changedAfterReview;
  const seat = (suffix: string) => `${department}.${suffix}`;
  const at = `/catalog/entries/${id}`;
  const revision = async () => Number(expected(await people.as(seat('djy'), `GET ${at}`), 200).body['revision']);
  const opened = expected(
    await people.as(seat('djy'), `POST ${at}/changes`, {
      body: { kind: 'quality-fix', changedOn: '2026-09-01', reason },
      ifMatch: await revision(),
    }),
    201,
  );
  const body = { secrecyDeclaration: 'not-secret', content: { ...entrySchema.parse(opened.body).working?.content, abstract } };
  expected(await people.as(seat('djy'), `PUT ${at}/draft`, { body, ifMatch: await revision() }), 200);
  expected(await people.as(seat('djy'), `POST ${at}/submission`, { body: {}, ifMatch: await revision() }), 200);
  expected(await people.as(seat('shy'), `POST ${at}/review`, { body: { opinion: '属实。' }, ifMatch: await revision() }), 200);
  const signature = { opinion: '同意报送。', secondFactor: await people.codeOf(seat('fzr')) };
  expected(await people.as(seat('fzr'), `POST ${at}/signature`, { body: signature, ifMatch: await revision() }), 200);
  expected(await people.as('zfb.zgy', `POST ${at}/publication`, { body: { opinion: '予以发布。' }, ifMatch: await revision() }), 200);
}
