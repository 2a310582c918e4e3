import { z } from 'zod';
import { allowedSchema, pageOf, pageQuery, refusals, route } from '../route.ts';
import { catalogueChanges } from './change-feed.ts';

export const webhookStates = ['untested', 'tested', 'enabled', 'stopped', 'removed'] as const;
export const attemptKinds = ['test', 'delivery', 'replay'] as const;
export const attemptOutcomes = ['delivered', 'status', 'redirect', 'unreachable', 'too-slow', 'closed-address'] as const;
/** Header with the event's id; the same event has the same id however often it is sent. */
export const webhookEventHeader = 'karez-event';
/** Header with the seconds since 1970 at which the message was signed: receivers refuse old ones. */
export const webhookTimeHeader = 'karez-timestamp';
/**
 * Header with `v1=` and the HMAC-SHA256 (hex) over timestamp, a full stop and the body; while a secret is being changed two of them, separated by a
 * comma, of which one is right for the receiver’s secret.
 */
export const webhookSignatureHeader = 'karez-signature';

export const webhookSchema = z.object({
  id: z.uuid(),
  revision: z.number().int(),
  name: z.string(),
  url: z.string(),
  state: z.enum(webhookStates),
  failures: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  /** Changes that wait to be told. */
  behind: z.number().int(),
  position: z.number().int(),
  registeredAt: z.string(),
  /** Until when messages are also signed with the secret before the present one. */
  formerSecretUntil: z.string().nullable(),
  allowed: allowedSchema,
});
export type WebhookAnswer = z.infer<typeof webhookSchema>;

export const attemptSchema = z.object({
  id: z.uuid(),
  kind: z.enum(attemptKinds),
  eventId: z.uuid(),
  position: z.number().int().nullable(),
  change: z.enum(catalogueChanges).nullable(),
  entryId: z.uuid().nullable(),
  at: z.string(),
  durationMs: z.number().int(),
  outcome: z.enum(attemptOutcomes),
  status: z.number().int().nullable(),
  answerBytes: z.number().int().nullable(),
});
export type AttemptAnswer = z.infer<typeof attemptSchema>;

const endpoint = z.strictObject({ name: z.string().trim().min(1).max(80), url: z.string().trim().min(1).max(500) });
const params = z.object({ webhookId: z.uuid() });
const power = 'catalog.webhook';
const addressRefusals = ['catalog.webhook.address-malformed', 'catalog.webhook.needs-https', 'catalog.webhook.address-closed'] as const;
const known = 'catalog.webhook.not-found';
const illegal = 'catalog.webhook.illegal-transition';

export const listWebhooks = route({
  id: 'catalog.list-webhooks',
  method: 'GET',
  path: '/catalog/webhooks',
  summary: 'Endpoints of one’s own department that are told of changes of the catalogue.',
  power,
  answer: z.object({ items: z.array(webhookSchema) }),
});
export const registerWebhook = route({
  id: 'catalog.register-webhook',
  method: 'POST',
  path: '/catalog/webhooks',
  summary: 'Registers an endpoint; the answer is the only one that ever holds the secret it checks signatures with.',
  power,
  body: endpoint.extend({ from: z.enum(['now', 'start']).default('now') }),
  answer: z.object({ webhook: webhookSchema, secret: z.string() }),
  status: 201,
  refusals: [...addressRefusals, 'catalog.webhook.too-many', 'catalog.webhook.not-found', 'catalog.webhook.department-dissolved'],
});
export const getWebhook = route({
  id: 'catalog.get-webhook',
  method: 'GET',
  path: '/catalog/webhooks/:webhookId',
  summary: 'One endpoint of one’s own department.',
  power,
  params,
  answer: webhookSchema,
  refusals: [known],
});
export const changeWebhook = route({
  id: 'catalog.change-webhook',
  method: 'PUT',
  path: '/catalog/webhooks/:webhookId',
  summary: 'Changes name or address; another address is told nothing until it was tested and enabled again.',
  power,
  params,
  body: endpoint,
  answer: webhookSchema,
  refusals: [known, illegal, 'catalog.webhook.stale', ...addressRefusals],
});
export const testWebhook = route({
  id: 'catalog.test-webhook',
  method: 'POST',
  path: '/catalog/webhooks/:webhookId/test',
  summary: 'Sends a signed test message now and says how it was answered; only a tested endpoint can be enabled.',
  power,
  params,
  answer: z.object({ webhook: webhookSchema, attempt: attemptSchema }),
  refusals: [known, illegal, 'catalog.webhook.stale'],
});
export const switchWebhook = route({
  id: 'catalog.switch-webhook',
  method: 'POST',
  path: '/catalog/webhooks/:webhookId/switch',
  summary: 'Enables a tested endpoint, which goes on where it stopped, or pauses it.',
  power,
  params,
  body: z.strictObject({ to: z.enum(['enabled', 'paused']) }),
  answer: webhookSchema,
  refusals: [known, illegal],
});
export const removeWebhook = route({
  id: 'catalog.remove-webhook',
  method: 'POST',
  path: '/catalog/webhooks/:webhookId/removal',
  summary: 'Ends an endpoint for good and forgets its secret.',
  power,
  params,
  answer: webhookSchema,
  refusals: [known, illegal],
});
export const listAttempts = route({
  id: 'catalog.list-webhook-attempts',
  method: 'GET',
  path: '/catalog/webhooks/:webhookId/attempts',
  summary: 'Attempts to tell the endpoint, latest first: the last 500 are kept.',
  power,
  params,
  query: z.strictObject(pageQuery),
  answer: pageOf(attemptSchema),
  refusals: [known],
});
export const replayAttempt = route({
  id: 'catalog.replay-webhook-attempt',
  method: 'POST',
  path: '/catalog/webhooks/:webhookId/attempts/:attemptId/replay',
  summary: 'Sends the event of one attempt again now, under its old id; it tells the entry as it may be read now.',
  power,
  params: params.extend({ attemptId: z.uuid() }),
  answer: attemptSchema,
  refusals: [known, illegal, 'catalog.webhook.nothing-to-replay'],
});
export const rewindWebhook = route({
  id: 'catalog.rewind-webhook',
  method: 'POST',
  path: '/catalog/webhooks/:webhookId/position',
  summary: 'Goes back to a position of the change feed: everything behind it is told again.',
  power,
  params,
  body: z.strictObject({ position: z.number().int().min(0) }),
  answer: webhookSchema,
  refusals: [known, illegal, 'catalog.change-feed.cursor-ahead'],
});

export const rotateSecret = route({
  id: 'catalog.rotate-webhook-secret',
  method: 'POST',
  path: '/catalog/webhooks/:webhookId/secret',
  summary: 'A new signing secret, shown in this answer only; for so many days messages carry the signatures of the former one too.',
  power,
  params,
  body: z.strictObject({ overlapDays: z.number().int().min(1).max(30) }),
  answer: z.object({ webhook: webhookSchema, secret: z.string() }),
  refusals: [known, illegal, 'catalog.webhook.former-secret-valid'],
});
export const endFormerSecret = route({
  id: 'catalog.end-former-webhook-secret',
  method: 'POST',
  path: '/catalog/webhooks/:webhookId/secret/former-end',
  summary: 'Ends the former signing secret before its time.',
  power,
  params,
  answer: webhookSchema,
  refusals: [known, illegal, 'catalog.webhook.no-former-secret'],
});

/** Statuses of the refusals that only webhooks have. */
export const webhookRefusals = refusals({
  'catalog.webhook.not-found': 404,
  'catalog.webhook.illegal-transition': 409,
  'catalog.webhook.stale': 412,
  'catalog.webhook.too-many': 409,
  'catalog.webhook.address-malformed': 422,
  'catalog.webhook.needs-https': 422,
  'catalog.webhook.address-closed': 422,
  'catalog.webhook.nothing-to-replay': 409,
  'catalog.webhook.former-secret-valid': 409,
  'catalog.webhook.no-former-secret': 409,
  'catalog.webhook.department-dissolved': 409,
});
