import { expect } from 'vitest';
import { z } from 'zod';
import { papersIn, scanBytes } from '../src/modules/sharing/paper-signing/test-papers.ts';
import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import { at, sharers } from './route-role-places.ts';
import type { Access } from './route-role-table.ts';
import { send, type Seat, type Sending } from './route-role-seats.ts';
import { applicationContent } from './route-role-things.ts';
import { stampAccess, stampRequests } from './route-role-stamps.ts';
import type { World } from './route-role-world.ts';

const letterFields = { secrecyDeclaration: 'not-secret', docNo: '市水函〔2026〕9号', datedOn: '2026-11-20' };
const letterUpload = { fields: letterFields, fileName: '公函.pdf', content: scanBytes() };

/** Applications that wait for the requester's head: one to be signed on paper, one whose sheet waits for its second officer. */
export async function makePapers(city: City, entryId: string) {
  const papers = papersIn(city);
  const permission = String(expected(await papers.permit('slj'), 201).body['id']);
  const submitted = async (): Promise<string> => {
    const started = expected(await city.as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
    const id = String(started.body['id']);
    const body = { secrecyDeclaration: 'not-secret', content: applicationContent(city) };
    expected(await city.as('slj.djy', `PUT ${papers.path(id, '/content')}`, { body, ifMatch: started.etag ?? '' }), 200);
    expected(await city.as('slj.djy', `POST ${papers.path(id, '/submission')}`), 200);
    return id;
  };
  const [enterable, waiting] = [await submitted(), await submitted()];
  const draft = expected(await city.as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  const lettered = String(draft.body['id']);
  const attached = expected(await city.as('slj.djy', `POST ${papers.path(lettered, '/letters')}`, { upload: letterUpload }), 201);
  const [letter] = z.object({ letters: z.array(z.object({ id: z.string() })) }).parse(attached.body).letters;
  const { code } = await papers.print('slj.djy', enterable);
  const paperId = await papers.entered('slj.djy', waiting);
  const revisionOf = async (id: string) => (await papers.read('slj.djy', id)).etag ?? '';
  return {
    permission,
    lettered: { id: lettered, letter: letter?.id ?? '' },
    enterable: { id: enterable, revision: await revisionOf(enterable), code },
    waiting: { id: waiting, revision: await revisionOf(waiting), paperId },
  };
}
type Papers = Awaited<ReturnType<typeof makePapers>>;

/** Ids that nobody but the requester may learn of. */
export const unsentPapers = ({ enterable, waiting, lettered }: Papers): string[] => [
  enterable.id,
  waiting.id,
  waiting.paperId,
  lettered.id,
  lettered.letter,
];

const scanOf = ({ waiting }: Papers): Sending => ({
  method: 'GET',
  url: `/sharing/applications/${waiting.id}/paper-signatures/${waiting.paperId}/scan`,
});

/** Whoever may be the second officer has opened the scan. */
export async function openScans(city: City, seats: readonly Seat[], papers: Papers): Promise<void> {
  for (const role of ['APPLICANT', 'OFFICE_HEAD'] as const) {
    const seat = seats.find((one) => one.role === role && one.place === 'requester');
    if (!seat) throw new Error(`the requester has no ${role}`);
    expect((await send(city, seat, scanOf(papers))).status).toBe(200);
  }
}

const post = (url: string, body: unknown): Sending => ({ method: 'POST', url, body });

export function paperRequests(world: World): Readonly<Record<string, Sending>> {
  const { city, paperSheets, code } = world;
  const { enterable, waiting, permission, lettered } = paperSheets;
  const letters = `/sharing/applications/${lettered.id}/letters`;
  const on = (step: string) => `/sharing/applications/${waiting.id}/paper-signatures/${waiting.paperId}/${step}`;
  const fields = {
    secrecyDeclaration: 'not-secret',
    sheetCode: enterable.code,
    docNo: '市水发〔2026〕12号',
    signedOn: '2026-11-23',
    signerRole: 'OFFICE_HEAD',
    opinion: '同意。',
  };
  const given = { docNo: '吐政办〔2026〕5号', reason: '驻点。', lastDay: '2027-01-31', code };
  return {
    ...stampRequests(world),
    'sharing.attach-letter': {
      method: 'POST',
      url: letters,
      upload: { fields: letterFields, fileName: '公函.pdf', content: scanBytes().toString('utf8') },
    },
    'sharing.download-letter': { method: 'GET', url: `${letters}/${lettered.letter}` },
    'sharing.remove-letter': { method: 'DELETE', url: `${letters}/${lettered.letter}` },
    'sharing.confirm-paper-signature': {
      ...post(on('confirmation'), { decision: 'confirm', code }),
      ifMatch: waiting.revision,
      signs: true,
    },
    'sharing.end-paper-permission': { method: 'POST', url: `/sharing/paper-permissions/${permission}/end` },
    'sharing.enter-paper-signature': {
      method: 'POST',
      url: `/sharing/applications/${enterable.id}/paper-signatures`,
      upload: { fields, fileName: '签批单.pdf', content: scanBytes().toString('utf8') },
      ifMatch: enterable.revision,
    },
    'sharing.give-paper-permission': {
      ...post('/sharing/paper-permissions', { organisationId: city.founded.organisations.get('nyncj'), ...given }),
      signs: true,
    },
    'sharing.list-paper-permissions': { method: 'GET', url: '/sharing/paper-permissions?limit=100' },
    'sharing.open-paper-scan': scanOf(paperSheets),
    'sharing.withdraw-paper-signature': { ...post(on('withdrawal'), { reason: '录错。' }), ifMatch: waiting.revision },
  };
}

/** Which seats each route of 线下签批 and 公函 lets through, written down by hand from law.md §6.1. */
export const paperAccess: Readonly<Record<string, Access>> = {
  ...stampAccess,
  'sharing.attach-letter': ['APPLICANT@requester'],
  'sharing.download-letter': at(sharers, 'requester'),
  'sharing.remove-letter': ['APPLICANT@requester'],
  'sharing.confirm-paper-signature': ['APPLICANT@requester', 'OFFICE_HEAD@requester'],
  'sharing.enter-paper-signature': ['APPLICANT@requester'],
  'sharing.give-paper-permission': ['AUTHORITY_LEADER@authority'],
  'sharing.list-paper-permissions': ['AUTHORITY_LEADER@authority', 'AUTHORITY_LEADER@county'],
  'sharing.open-paper-scan': at(sharers, 'requester'),
  'sharing.withdraw-paper-signature': ['APPLICANT@requester'],
  // Last: after it nobody may sign on paper any more.
  'sharing.end-paper-permission': ['AUTHORITY_LEADER@authority'],
};
