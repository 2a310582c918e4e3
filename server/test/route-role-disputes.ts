import { expect } from 'vitest';
import { decision, disputesIn } from '../src/modules/sharing/dispute/test-disputes.ts';
import type { City } from './city.ts';
import { filingAccess } from './route-role-filings.ts';
import { at, cityAuthority, sharers, type Seats } from './route-role-places.ts';
import { send, type Seat, type Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

/** A word that stands in nothing but disputes of the requester. */
export const disputeMarker = '坎儿隐标争议';
const upload = { fields: { secrecyDeclaration: 'not-secret' }, fileName: '决定.pdf', content: '%PDF-1.7' };

/** Disputes of the requester about what the provider has refused, in every state that a route meets. */
export async function makeDisputes(city: City, entryId: string) {
  const disputes = disputesIn(city, { entryId });
  const offered = await disputes.raised(disputeMarker);
  await disputes.signed('scjg.fzr', offered, 'settlement', { result: 'stands', itemNos: [], words: disputeMarker });
  return {
    refused: await disputes.refused(),
    offered,
    decidable: await disputes.atAuthority(disputeMarker),
    above: await disputes.above(disputeMarker),
  };
}

/** The scan of the decision from above, attached by the authority's officer. */
export async function attachScan(city: City, seats: readonly Seat[], { above }: { readonly above: string }): Promise<void> {
  const officer = seats.find(({ role, place }) => role === 'AUTHORITY_ADMIN' && place === 'authority');
  if (!officer) throw new Error('the authority has no officer');
  expect((await send(city, officer, { method: 'POST', url: `/sharing/disputes/${above}/scan`, upload })).status).toBe(201);
}

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body: unknown): Sending => ({ method: 'POST', url, body });

/** What the other side’s head reads: raised, then offered. */
const revisions = { offered: 2 } as const;

export function disputeRequests({ disputes, code }: World): Readonly<Record<string, Sending>> {
  const on = (key: keyof typeof disputes, step = '') => `/sharing/disputes/${disputes[key]}${step}`;
  const words = '经协商。';
  const raising = { kind: 'application', applicationId: disputes.refused, itemNos: [1], matter: words };
  return {
    'sharing.answer-settlement': {
      ...post(on('offered', '/settlement-answer'), { decision: 'decline', words }),
      ifMatch: revisions.offered,
    },
    'sharing.attach-decision-scan': { method: 'POST', url: on('above', '/scan'), upload },
    'sharing.confirm-decision': post(on('above', '/document-confirmation'), { decision: 'return', opinion: words }),
    'sharing.decide-dispute': { ...post(on('decidable', '/decision'), { decision: 'order', itemNos: [1], words, code }), signs: true },
    'sharing.download-decision-scan': get(on('above', '/scan')),
    'sharing.enter-decision': post(on('above', '/document'), decision),
    'sharing.execute-order': { ...post(on('decidable', '/execution'), { words, code }), signs: true },
    'sharing.export-disputes': get('/sharing/disputes/ledger'),
    'sharing.get-dispute': get(on('offered')),
    'sharing.list-disputes': get('/sharing/disputes?limit=100'),
    'sharing.offer-settlement': {
      ...post(on('decidable', '/settlement'), { result: 'stands', itemNos: [], words, code }),
      signs: true,
    },
    'sharing.raise-dispute': post('/sharing/disputes', raising),
    'sharing.refer-dispute': post(on('offered', '/referral'), { reason: words }),
    'sharing.say-in-dispute': post(on('offered', '/statement'), { words }),
    'sharing.withdraw-dispute': post(on('offered', '/withdrawal'), { reason: words }),
  };
}

const seen: readonly Seats[] = [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...cityAuthority];
const heads: readonly Seats[] = ['OFFICE_HEAD@requester', 'OFFICE_HEAD@provider'];

/** Which seats each route of disputes lets through, written down by hand from law.md §6.1. */
export const disputeAccess: Readonly<Record<string, readonly Seats[]>> = {
  ...filingAccess,
  'sharing.answer-settlement': ['OFFICE_HEAD@requester'],
  'sharing.attach-decision-scan': ['AUTHORITY_ADMIN@authority'],
  'sharing.confirm-decision': ['AUTHORITY_LEADER@authority'],
  'sharing.decide-dispute': ['AUTHORITY_LEADER@authority'],
  'sharing.download-decision-scan': seen,
  'sharing.enter-decision': ['AUTHORITY_ADMIN@authority'],
  'sharing.execute-order': ['OFFICE_HEAD@provider'],
  'sharing.export-disputes': at(sharers, '*'),
  'sharing.get-dispute': seen,
  'sharing.list-disputes': at(sharers, '*'),
  'sharing.offer-settlement': heads,
  'sharing.raise-dispute': ['APPLICANT@requester'],
  'sharing.refer-dispute': ['APPLICANT@requester', 'PROVIDER_HANDLER@provider'],
  'sharing.say-in-dispute': ['APPLICANT@requester', 'PROVIDER_HANDLER@provider', 'AUTHORITY_ADMIN@authority'],
  'sharing.withdraw-dispute': ['APPLICANT@requester'],
};

/** Who may learn of disputes. */
export const disputeSecrets = {
  disputes: [...seen, 'AUDIT_ADMIN@city', 'DEPT_LEADER@provider', 'DEPT_LEADER@requester'],
} as const satisfies Record<string, readonly Seats[]>;
