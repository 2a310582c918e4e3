import { z } from 'zod';
import { totpCodeSchema as secondFactor } from '../identity/schemas.ts';
import { titleSchema } from '../desk.ts';
import { pageOf, pageQuery, refusals, route } from '../route.ts';

export const delegationRefusals = refusals({
  'desk.delegation.not-found': 404,
  'desk.delegation.wrong-state': 409,
  'desk.delegation.overlapping': 409,
  'desk.delegation.delegate-away': 409,
  'desk.delegation.oneself': 422,
  'desk.delegation.unfit': 422,
  'desk.delegation.days': 422,
  'desk.delegation.nothing': 422,
  'desk.delegation.no-signature': 422,
  'desk.delegation.not-yours': 403,
});

const day = z.iso.date();
const instant = z.iso.datetime();

/** `deputy`: AB岗, a standing deputy for handling · `absence`: from a day to a day. */
export const delegationKinds = ['deputy', 'absence'] as const;
/** `given` becomes `revoked`; the other words are what the days and accounts make of a given one. */
export const delegationStandings = ['coming', 'in-force', 'over', 'void', 'revoked'] as const;
export type DelegationStanding = (typeof delegationStandings)[number];

const post = z.object({ id: z.string(), title: z.string() });

export const delegationSchema = z.object({
  id: z.string(),
  no: z.string(),
  kind: z.enum(delegationKinds),
  /** `coming`: its first day is ahead · `in-force` · `over`: its last day is past · `void`: one of both accounts or posts has ended · `revoked`. */
  standing: z.enum(delegationStandings),
  /** Who delegates, and who acts for them (代), by the titles of their posts. */
  person: post,
  delegate: post,
  /** Whether the delegate also signs for the head. */
  signs: z.boolean(),
  /** Routes of the deeds that pass. */
  deeds: z.array(z.string()),
  firstDay: day,
  lastDay: day.nullable(),
  reason: z.string(),
  givenAt: instant,
  endedAt: instant.nullable(),
  mayRevoke: z.boolean(),
  /** Whether the caller may act under it now. */
  mayAct: z.boolean(),
});
export type DelegationAnswer = z.infer<typeof delegationSchema>;

/** What the caller has lent, what was lent to the caller, and for the heads of a unit what anybody in it has. */
export const delegationTabs = ['given', 'received', 'unit'] as const;
export type DelegationTab = (typeof delegationTabs)[number];

export const delegationsSchema = pageOf(delegationSchema).extend({
  /** How many each tab has. */
  counts: z.record(z.enum(delegationTabs), z.number().int()),
});
export type DelegationsAnswer = z.infer<typeof delegationsSchema>;

export const listDelegations = route({
  id: 'desk.list-delegations',
  method: 'GET',
  path: '/desk/delegations',
  summary: 'Who acts for the caller, and for whom the caller acts (代, AB岗), newest first; for the heads of a unit all of the unit.',
  query: z.strictObject({ tab: z.enum(delegationTabs).default('given'), ...pageQuery }),
  answer: delegationsSchema,
  refusals: ['desk.cursor.invalid'],
});

export const delegableSchema = z.object({
  /** Colleagues who may be named. */
  colleagues: z.array(post),
  /** Deeds of the caller that pass, by route: work, and signatures that the rule set lets a deputy give. */
  work: z.array(z.string()),
  signatures: z.array(z.string()),
});
export type DelegableAnswer = z.infer<typeof delegableSchema>;

export const readDelegable = route({
  id: 'desk.read-delegable',
  method: 'GET',
  path: '/desk/delegable',
  summary: 'What the caller could let somebody do for them under the rule set in force, and whom.',
  answer: delegableSchema,
});

export const giveDelegation = route({
  id: 'desk.give-delegation',
  method: 'POST',
  path: '/desk/delegations',
  summary:
    'Names a colleague who acts for the caller: a standing deputy (AB岗) for handling, or for days of absence, then also for signatures where the rule set lets a deputy sign.',
  power: 'desk.delegate',
  status: 201,
  body: z.strictObject({
    kind: z.enum(delegationKinds),
    delegateId: z.uuid(),
    signs: z.boolean(),
    firstDay: day,
    lastDay: day.nullable(),
    reason: z.string().trim().min(1).max(500),
    code: secondFactor,
  }),
  answer: delegationSchema,
  refusals: [
    'desk.delegation.overlapping',
    'desk.delegation.delegate-away',
    'desk.delegation.oneself',
    'desk.delegation.unfit',
    'desk.delegation.days',
    'desk.delegation.nothing',
    'desk.delegation.no-signature',
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
    'identity.second-factor.not-begun',
  ],
});

export const revokeDelegation = route({
  id: 'desk.revoke-delegation',
  method: 'POST',
  path: '/desk/delegations/:delegationId/revocation',
  summary: 'Ends a delegation at once: whoever gave it, whoever it was given to, or a head of the unit.',
  params: z.strictObject({ delegationId: z.uuid() }),
  answer: delegationSchema,
  refusals: ['desk.delegation.not-found', 'desk.delegation.not-yours', 'desk.delegation.wrong-state'],
});

export const actFor = route({
  id: 'desk.act-for',
  method: 'PUT',
  path: '/desk/acting',
  summary: 'Acts for whoever has delegated to the caller (代), in this session, until one goes back to oneself or the delegation ends.',
  body: z.strictObject({ delegationId: z.uuid() }),
  answer: delegationSchema,
  refusals: ['desk.delegation.not-found', 'desk.delegation.wrong-state'],
});

export const actAsSelf = route({
  id: 'desk.act-as-self',
  method: 'DELETE',
  path: '/desk/acting',
  summary: 'Goes back to acting for oneself.',
  answer: z.object({ done: z.literal(true) }),
});

export const delegatedActSchema = z.object({
  recordId: z.string(),
  at: instant,
  /** The route of what was done, and what became of it. */
  action: z.string(),
  result: z.string(),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  /** What the case is called; null where nothing ever waited for anybody in it. */
  title: titleSchema.nullable(),
});
export type DelegatedAct = z.infer<typeof delegatedActSchema>;

export const listDelegatedActs = route({
  id: 'desk.list-delegated-acts',
  method: 'GET',
  path: '/desk/delegations/:delegationId/acts',
  summary: 'What was done under a delegation, newest first: for whoever gave it, whoever acted, and the heads of the unit.',
  params: z.strictObject({ delegationId: z.uuid() }),
  query: z.strictObject(pageQuery),
  answer: pageOf(delegatedActSchema),
  refusals: ['desk.delegation.not-found', 'desk.cursor.invalid'],
});
