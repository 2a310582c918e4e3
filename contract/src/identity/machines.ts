import { z } from 'zod';
import { pageOf, pageQuery, route } from '../route.ts';
import * as shape from './schemas.ts';

const systemParams = z.object({ systemId: z.uuid() });
const clientParams = z.object({ clientId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const text = (max: number) => z.string().trim().min(1).max(max);

// --- business systems ------------------------------------------------------------------------------------------------

export const listBusinessSystems = route({
  id: 'identity.list-business-systems',
  method: 'GET',
  path: '/business-systems',
  summary: 'Business systems of one’s own department, or of the region for its authority',
  query: z.object({ text: z.string().max(100).optional(), ...pageQuery, cursor: z.uuid().optional() }),
  answer: pageOf(shape.businessSystemSchema),
});
export const registerBusinessSystem = route({
  id: 'identity.register-business-system',
  method: 'POST',
  path: '/business-systems',
  summary: 'Registers a business system of one’s own department',
  power: 'identity.systems',
  body: shape.businessSystemInputSchema,
  answer: shape.businessSystemSchema,
  status: 201,
  idempotent: true,
  refusals: ['identity.system.name-taken', 'identity.division.not-found'],
});
export const changeBusinessSystem = route({
  id: 'identity.change-business-system',
  method: 'PUT',
  path: '/business-systems/:systemId',
  summary: 'Corrects what is registered about a business system',
  power: 'identity.systems',
  params: systemParams,
  body: shape.businessSystemInputSchema.extend({ version: z.number().int() }).strict(),
  answer: shape.businessSystemSchema,
  refusals: [
    'identity.system.not-found',
    'identity.system.name-taken',
    'identity.system.changed',
    'identity.system.retired',
    'identity.division.not-found',
  ],
});
export const retireBusinessSystem = route({
  id: 'identity.retire-business-system',
  method: 'DELETE',
  path: '/business-systems/:systemId',
  summary: 'Retires a business system and disables its machine clients',
  power: 'identity.systems',
  params: systemParams,
  answer: done,
  refusals: ['identity.system.not-found', 'identity.system.retired'],
});

// --- machine clients -------------------------------------------------------------------------------------------------

export const listMachineClients = route({
  id: 'identity.list-machine-clients',
  method: 'GET',
  path: '/machine-clients',
  summary: 'Machine clients of one’s own department',
  power: 'gateway.client',
  answer: z.object({ items: z.array(shape.machineClientSchema) }),
});
export const registerMachineClient = route({
  id: 'identity.register-machine-client',
  method: 'POST',
  path: '/machine-clients',
  summary: 'Registers a machine client of a business system, with its public key or a pair made once',
  power: 'gateway.client',
  body: z.object({ name: text(80), systemId: z.uuid(), publicJwk: shape.publicJwkSchema.nullable() }).strict(),
  answer: shape.machineClientHandoverSchema,
  status: 201,
  refusals: ['identity.system.not-found', 'identity.system.retired', 'identity.client.key-invalid'],
});
export const rotateClientKey = route({
  id: 'identity.rotate-client-key',
  method: 'POST',
  path: '/machine-clients/:clientId/key',
  summary: 'Replaces the key of a machine client; the old one stops at once',
  power: 'gateway.client',
  params: clientParams,
  body: z.object({ publicJwk: shape.publicJwkSchema.nullable() }).strict(),
  answer: shape.machineClientHandoverSchema,
  refusals: ['identity.client.not-found', 'identity.client.disabled', 'identity.client.key-invalid'],
});
export const disableMachineClient = route({
  id: 'identity.disable-machine-client',
  method: 'DELETE',
  path: '/machine-clients/:clientId',
  summary: 'Disables a machine client; no new token is issued and gateways refuse the ones it holds',
  power: 'gateway.client',
  params: clientParams,
  answer: done,
  refusals: ['identity.client.not-found', 'identity.client.disabled'],
});

// --- access tokens ---------------------------------------------------------------------------------------------------

/**
 * The OAuth 2.0 token endpoint (RFC 6749 4.4, RFC 7523). It stands at the root, not under `/api/v1`, takes a form and answers errors
 * as RFC 6749 5.2 says; declared here so that its evidence and its documentation have a name.
 */
export const issueAccessToken = route({
  id: 'identity.issue-access-token',
  method: 'POST',
  path: '/oauth/token',
  summary: 'Issues a short-lived access token to a machine client that signs with its registered key',
  audience: 'anyone',
  body: z.object({
    grant_type: z.literal('client_credentials'),
    client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
    client_assertion: z.string().min(1).max(4096),
    client_id: z.uuid().optional(),
    scope: z.string().max(200).optional(),
  }),
  answer: z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number().int() }),
  refusals: ['identity.token.too-often'],
});

// --- demo ------------------------------------------------------------------------------------------------------------

export const listDemoAccounts = route({
  id: 'identity.list-demo-accounts',
  method: 'GET',
  path: '/demo/accounts',
  summary: 'Accounts of the demo city with password and current code; served only with KAREZ_DEMO=1',
  audience: 'anyone',
  answer: z.object({ items: z.array(shape.demoAccountSchema) }),
});
