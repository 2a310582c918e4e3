import { expected } from '../../tools/seed/city-people.ts';
import { foundStoppage } from '../src/modules/sharing/stoppage/test-stoppages.ts';
import { basis, filingsIn } from '../src/modules/sharing/filing/test-filings.ts';
import type { City } from './city.ts';
import { companyEntry, itemOf, publishedEntry } from './published-entry.ts';
import { at, cityAuthority, sharers, type Seats } from './route-role-places.ts';
import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

/** A word that stands in nothing but filings. */
export const filingMarker = '坎儿隐标备案';

/** Filings of the provider about what the requester holds, in every state that a route meets. */
export async function makeFilings(city: City) {
  const filings = filingsIn(city);
  let entries = 0;
  const entry = async (): Promise<string> => {
    entries += 1;
    const items = [1, 2].map((no) => itemOf(no, { nameZh: `备案项${entries}${no}`, fieldName: `b${entries}_${no}` }));
    const entryId = await publishedEntry(city, 'scjg', companyEntry({ name: `备案名录${entries}`, items }));
    await filings.grantTo('slj', entryId);
    return entryId;
  };
  const said = { reason: filingMarker };
  const heard = async (): Promise<string> => {
    const id = await filings.filed(await entry(), said);
    expected(await filings.answer('slj.djy', id), 200);
    return id;
  };
  const decidable = await heard();
  expected(await filings.submit(decidable), 200);
  const made = { entryId: await entry(), answerable: await filings.filed(await entry(), said), signable: await heard(), decidable };
  const stoppages = { explainable: await foundStoppage(city, await entry()), closable: await foundStoppage(city, await entry()) };
  const revisionOf = async (id: string) => (await filings.seen('scjg.djy', id)).ifMatch;
  return { ...made, stoppages, revisions: { signable: await revisionOf(made.signable), decidable: await revisionOf(decidable) } };
}

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body: unknown): Sending => ({ method: 'POST', url, body });

export function filingRequests({ filings, disputes, code }: World): Readonly<Record<string, Sending>> {
  const on = (key: 'answerable' | 'signable' | 'decidable', step = '') => `/sharing/filings/${filings[key]}${step}`;
  const { entryId, revisions, stoppages } = filings;
  const words = '经研究。';
  const about = 'a'.repeat(64);
  const filed = { kind: 'stop', entryId, serviceId: null, reason: words, basis, change: '', effectiveOn: '2027-01-15' };
  return {
    'sharing.answer-aggregation': {
      ...post(`/sharing/applications/${disputes.refused}/aggregation-answer`, { about, words, code }),
      signs: true,
    },
    'sharing.answer-filing': post(on('answerable', '/answer'), { answer: 'objects', words }),
    'sharing.decide-filing': { ...post(on('decidable', '/decision'), { decision: 'return', words }), ifMatch: revisions.decidable },
    'sharing.close-stoppage': post(`/sharing/stoppages/${stoppages.closable}/closure`, { words }),
    'sharing.explain-stoppage': post(`/sharing/stoppages/${stoppages.explainable}/explanation`, { words }),
    'sharing.list-stoppages': get('/sharing/stoppages?limit=100'),
    'sharing.export-filings': get('/sharing/filings/ledger'),
    'sharing.file-service-change': post('/sharing/filings', filed),
    'sharing.get-filing': get(on('answerable')),
    'sharing.get-filing-ground': get(`/sharing/entries/${entryId}/filing-ground`),
    'sharing.list-filings': get('/sharing/filings?limit=100'),
    'sharing.submit-filing': {
      ...post(on('signable', '/submission'), { effectiveOn: '2027-01-15', words, code }),
      ifMatch: revisions.signable,
      signs: true,
    },
    'sharing.withdraw-filing': post(on('answerable', '/withdrawal'), { reason: words }),
  };
}

const seen: readonly Seats[] = [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...cityAuthority];

/** Which seats each route of filings lets through, written down by hand from law.md §6.1. */
export const filingAccess: Readonly<Record<string, readonly Seats[]>> = {
  'sharing.answer-aggregation': ['OFFICE_HEAD@requester'],
  'sharing.answer-filing': ['APPLICANT@requester'],
  'sharing.close-stoppage': ['AUTHORITY_ADMIN@authority'],
  'sharing.explain-stoppage': ['PROVIDER_HANDLER@provider'],
  'sharing.list-stoppages': at(sharers, '*'),
  'sharing.decide-filing': ['AUTHORITY_ADMIN@authority'],
  'sharing.export-filings': at(sharers, '*'),
  'sharing.file-service-change': ['PROVIDER_HANDLER@provider'],
  'sharing.get-filing': seen,
  'sharing.get-filing-ground': ['PROVIDER_HANDLER@provider'],
  'sharing.list-filings': at(sharers, '*'),
  'sharing.submit-filing': ['OFFICE_HEAD@provider'],
  'sharing.withdraw-filing': ['PROVIDER_HANDLER@provider'],
};

/** Who may learn of filings. */
export const filingSecrets = {
  filings: [...seen, 'AUDIT_ADMIN@city', 'DEPT_LEADER@provider', 'DEPT_LEADER@requester'],
  stoppages: [...at(sharers, 'provider'), ...cityAuthority, 'AUDIT_ADMIN@city', 'DEPT_LEADER@provider'],
} as const satisfies Record<string, readonly Seats[]>;

/** What stands in nothing but filings, and in nothing but stops that were found. */
export const filingTexts = ({ filings: { answerable, signable, decidable, stoppages } }: World) => [
  ...[filingMarker, answerable, signable, decidable].map((text) => [text, 'filings'] as const),
  ...Object.values(stoppages).map((text) => [text, 'stoppages'] as const),
];
