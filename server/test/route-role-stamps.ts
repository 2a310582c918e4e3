import { z } from 'zod';
import { generateSm2KeyPair, sm2Sign } from '@karez/kit/crypto/sm2';
import { scanBytes } from '../src/modules/sharing/paper-signing/test-papers.ts';
import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import { at, sharers } from './route-role-places.ts';
import type { Sending } from './route-role-seats.ts';
import type { Access } from './route-role-table.ts';
import type { World } from './route-role-world.ts';

const parties = [...at(sharers, 'provider'), ...at(sharers, 'requester'), 'AUTHORITY_LEADER@authority'] as const;

/** Who registers and confirms keys of units, and who puts marks on an agreement, written down by hand from design.md §8. */
export const stampAccess: Readonly<Record<string, Access>> = {
  'sharing.list-unit-keys': at(sharers, '*'),
  'sharing.unit-key-text': ['OFFICE_HEAD@*'],
  'sharing.register-unit-key': ['OFFICE_HEAD@*'],
  'sharing.decide-unit-key': ['AUTHORITY_LEADER@authority'],
  'sharing.revoke-unit-key': ['OFFICE_HEAD@requester', 'AUTHORITY_LEADER@authority'],
  'sharing.agreement-text': ['OFFICE_HEAD@requester', 'OFFICE_HEAD@provider'],
  'sharing.sign-with-unit-key': ['OFFICE_HEAD@requester', 'OFFICE_HEAD@provider'],
  'sharing.store-stamped-copy': ['OFFICE_HEAD@requester', 'APPLICANT@requester', 'OFFICE_HEAD@provider', 'PROVIDER_HANDLER@provider'],
  'sharing.open-stamped-copy': parties,
};

const copyOf = (words: string) => ({
  fields: { secrecyDeclaration: 'not-secret' },
  fileName: '协议盖章件.pdf',
  content: scanBytes(words),
});

/** A key that waits for the authority, and a sealed copy of an agreement. */
export async function makeStamps(city: City, applicationId: string) {
  const keys = generateSm2KeyPair();
  const { publicKey } = keys;
  const asked = expected(await city.as('slj.fzr', `GET /sharing/unit-keys/text?publicKey=${publicKey}`), 200);
  const signature = sm2Sign(Buffer.from(String(asked.body['text']), 'utf8'), keys).toString('hex');
  const body = { publicKey, medium: 'agent', signature, code: await city.codeOf('slj.fzr') };
  const registered = expected(await city.as('slj.fzr', 'POST /sharing/unit-keys', { body, key: crypto.randomUUID() }), 201);
  const path = `/sharing/applications/${applicationId}/agreement/stamped-copies`;
  const stored = expected(await city.as('slj.djy', `POST ${path}`, { upload: copyOf('盖章件') }), 201);
  const [copy] = z.object({ agreementMarks: z.object({ stampedCopies: z.array(z.object({ id: z.string() })) }) }).parse(stored.body)
    .agreementMarks.stampedCopies;
  return { applicationId, keyId: String(registered.body['id']), publicKey, copyId: copy?.id ?? '' };
}

export function stampRequests({ stamps, code }: World): Readonly<Record<string, Sending>> {
  const { applicationId, keyId, publicKey, copyId } = stamps;
  const agreement = `/sharing/applications/${applicationId}/agreement`;
  const signature = '0'.repeat(128);
  const { content, ...upload } = copyOf('另一份盖章件');
  return {
    'sharing.list-unit-keys': { method: 'GET', url: '/sharing/unit-keys' },
    'sharing.unit-key-text': { method: 'GET', url: `/sharing/unit-keys/text?publicKey=${publicKey}` },
    'sharing.register-unit-key': {
      method: 'POST',
      url: '/sharing/unit-keys',
      body: { publicKey, medium: 'agent', signature, code },
      signs: true,
    },
    'sharing.decide-unit-key': {
      method: 'POST',
      url: `/sharing/unit-keys/${keyId}/decision`,
      body: { decision: 'refuse', reason: '未核实。' },
    },
    'sharing.revoke-unit-key': {
      method: 'POST',
      url: `/sharing/unit-keys/${keyId}/revocation`,
      body: { reason: '停用。', code },
      signs: true,
    },
    'sharing.agreement-text': { method: 'GET', url: `${agreement}/text` },
    'sharing.sign-with-unit-key': { method: 'POST', url: `${agreement}/key-signatures`, body: { signature, code }, signs: true },
    'sharing.store-stamped-copy': {
      method: 'POST',
      url: `${agreement}/stamped-copies`,
      upload: { ...upload, content: content.toString('utf8') },
    },
    'sharing.open-stamped-copy': { method: 'GET', url: `${agreement}/stamped-copies/${copyId}` },
  };
}
