import { expect } from 'vitest';
import { z } from 'zod';
import { corrected, correctionsIn, noError, report } from '../src/modules/correction/test-corrections.ts';
import type { City } from './city.ts';
import { send, type Seat, type Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

/** A word that stands in nothing but reports of the requester. */
export const correctionMarker = '坎儿隐标校核';
/** Revision of a report that came to each state by the shortest way. */
const revision = { draft: 2, filed: 3, verifying: 4, proposed: 5, answered: 6, disputed: 7 } as const;
const revisions: Readonly<Record<string, number>> = {
  // A paper has been attached.
  editable: revision.draft + 1,
  fileable: revision.draft,
  withdrawable: revision.filed,
  acceptable: revision.filed,
  assignable: revision.filed,
  answerable: revision.verifying,
  signable: revision.proposed,
  answered: revision.answered,
  confirmable: revision.answered,
  disputed: revision.disputed,
  // The authority has upheld the answer.
  upheld: revision.disputed + 1,
};
const written = { ...report, description: `${correctionMarker}：企业名称与执照不一致。` };
const upload = { fields: { secrecyDeclaration: 'not-secret' }, fileName: '执照.pdf', content: '%PDF-1.7' };

/** Reports of the requester in every state that a route meets, with the provider where they are filed. */
export async function makeCorrections(city: City) {
  const corrections = correctionsIn(city);
  const use = await corrections.granted();
  const signable = await corrections.accepted(use, written);
  await corrections.answer(signable, corrected);
  const assignable = await corrections.filed(use, written);
  const upheld = await corrections.disputed(use, written);
  expect((await corrections.decide(upheld, { decision: 'uphold' })).status).toBe(200);
  return {
    ...use,
    editable: await corrections.draft(use, written),
    readable: await corrections.draft(use, written),
    fileable: await corrections.draft(use, written),
    withdrawable: await corrections.filed(use, written),
    acceptable: await corrections.filed(use, written),
    answerable: await corrections.accepted(use, written),
    signable,
    answered: await corrections.answered(use, noError, written),
    confirmable: await corrections.answered(use, noError, written),
    disputed: await corrections.disputed(use, written),
    assignable,
    upheld,
  };
}

const get = (url: string): Sending => ({ method: 'GET', url });
const idIn = (text: string): string =>
  z.object({ files: z.array(z.object({ id: z.string() })) }).parse(JSON.parse(text)).files[0]?.id ?? '';

/** Papers for a draft and for a report that is being verified, attached by the requester's clerk. */
export async function attachPapers(
  city: City,
  seats: readonly Seat[],
  { editable, readable }: Pick<Awaited<ReturnType<typeof makeCorrections>>, 'editable' | 'readable'>,
) {
  const seat = (role: string, place: string): Seat => {
    const found = seats.find((one) => one.role === role && one.place === place);
    if (!found) throw new Error(`there is no ${role} at ${place}`);
    return found;
  };
  const post = async (who: Seat, sending: Omit<Sending, 'method'>) => send(city, who, { method: 'POST', ...sending });
  const clerk = seat('APPLICANT', 'requester');
  const draftFile = idIn((await post(clerk, { url: `/corrections/${editable}/files`, upload, ifMatch: revision.draft })).text);
  const readFile = idIn((await post(clerk, { url: `/corrections/${readable}/files`, upload, ifMatch: revision.draft })).text);
  expect((await post(clerk, { url: `/corrections/${readable}/filing`, ifMatch: revision.draft + 1 })).status).toBe(200);
  const accepting = { url: `/corrections/${readable}/acceptance`, ifMatch: revision.filed + 1 };
  expect((await post(seat('PROVIDER_HANDLER', 'provider'), accepting)).status).toBe(200);
  return { draftFile, readFile };
}

/** Reports that nobody outside their department may know of yet. */
export const unfiledCorrections = ['editable', 'fileable'] as const;

export function correctionRequests({ city, corrections, papers, code }: World): Readonly<Record<string, Sending>> {
  const post = (key: keyof typeof corrections, step: string, body?: unknown): Sending => ({
    method: 'POST',
    url: `/corrections/${corrections[key]}${step}`,
    ifMatch: revisions[key] ?? 0,
    ...(body === undefined ? {} : { body }),
  });
  const { entryId, grantId } = corrections;
  const organisationId = city.founded.organisations.get('scjg') ?? '';
  const reason = '经核对。';
  return {
    'correction.accept-correction': post('acceptable', '/acceptance'),
    'correction.answer-correction': post('answerable', '/answer', corrected),
    'correction.assign-correction': post('assignable', '/assignment', { organisationId, reason }),
    'correction.attach-evidence': { ...post('editable', '/files'), upload },
    'correction.confirm-answer': post('confirmable', '/confirmation'),
    'correction.decide-dispute': { ...post('disputed', '/decision', { decision: 'uphold', reason, code }), signs: true },
    'correction.dispute-answer': post('answered', '/dispute', { reason }),
    'correction.dispute-decision': post('upheld', '/decision-dispute', { reason }),
    'correction.download-evidence': get(`/corrections/${corrections.readable}/files/${papers.readFile}`),
    'correction.export-corrections': get('/corrections/ledger'),
    'correction.file-correction': post('fileable', '/filing'),
    'correction.get-correction (draft)': get(`/corrections/${corrections.editable}`),
    'correction.get-correction (filed)': get(`/corrections/${corrections.answerable}`),
    'correction.list-corrections': get('/corrections?limit=100'),
    'correction.list-flags': get(`/corrections/flags/${entryId}`),
    'correction.raise-correction': { method: 'POST', url: '/corrections', body: { entryId, ground: { kind: 'grant', grantId } } },
    'correction.read-particulars': get(`/corrections/${corrections.readable}/particulars`),
    'correction.remove-evidence': { ...post('editable', `/files/${papers.draftFile}`), method: 'DELETE' },
    'correction.save-correction': { ...post('editable', '/content', written), method: 'PUT' },
    'correction.sign-answer': { ...post('signable', '/answer-signature', { decision: 'sign', opinion: '同意', code }), signs: true },
    'correction.withdraw-correction': post('withdrawable', '/withdrawal', { reason }),
  };
}
