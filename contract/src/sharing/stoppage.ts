import { z } from 'zod';
import { plainText } from '../catalog/content.ts';
import { allowedSchema, pageOf, pageQuery, refusals, route } from '../route.ts';
import { clockViewSchema } from './schemas.ts';

const id = z.uuid();
const instant = z.iso.datetime();
const words = plainText(2000, 1);

export const stoppageStates = ['watched', 'found', 'filed', 'restored', 'lapsed', 'closed'] as const;
export const stoppageStateSchema = z.enum(stoppageStates);
export type StoppageState = z.infer<typeof stoppageStateSchema>;

/** What was seen: no service of the entry is in operation any more, or nothing but failures has been answered. */
export const stoppageCauses = ['offline', 'failing'] as const;
export const stoppageCauseSchema = z.enum(stoppageCauses);
export type StoppageCause = z.infer<typeof stoppageCauseSchema>;

const said = z.object({ words: z.string(), at: instant });
export const stoppageSchema = z.object({
  id,
  state: stoppageStateSchema,
  cause: stoppageCauseSchema,
  entry: z.object({ id, name: z.string() }),
  provider: z.object({ id, name: z.string() }),
  /** Grants of the entry that run now. */
  grantCount: z.int(),
  since: instant,
  foundAt: instant.nullable(),
  explanation: said.nullable(),
  conclusion: said.nullable(),
  endedAt: instant.nullable(),
  clock: clockViewSchema.nullable(),
  allowed: allowedSchema,
});
export type Stoppage = z.infer<typeof stoppageSchema>;

/** Statuses of the refusals of stoppages. */
export const stoppageRefusals = refusals({
  'sharing.stoppage.not-found': 404,
  'sharing.stoppage.illegal-transition': 409,
  'sharing.stoppage.not-own': 403,
  'sharing.stoppage.party-decides': 403,
  'sharing.stoppage.personal-value': 422,
});

const stoppageId = z.object({ stoppageId: id });
const moving = [
  'sharing.stoppage.not-found',
  'sharing.stoppage.illegal-transition',
  'sharing.stoppage.not-own',
  'sharing.stoppage.party-decides',
  'sharing.stoppage.personal-value',
] as const;

export const listStoppages = route({
  id: 'sharing.list-stoppages',
  method: 'GET',
  path: '/sharing/stoppages',
  summary: 'Services of running grants that stopped without a filing, newest first, for their provider and the authority (809-27).',
  power: 'sharing.read',
  query: z.strictObject({
    ...pageQuery,
    /** `open` leaves out what has ended. */
    state: z.enum(['open', ...stoppageStates]).optional(),
    entry: id.optional(),
  }),
  answer: pageOf(stoppageSchema),
});

export const explainStoppage = route({
  id: 'sharing.explain-stoppage',
  method: 'POST',
  path: '/sharing/stoppages/:stoppageId/explanation',
  summary: 'The provider says why its service stopped without a filing, and what it does about it.',
  power: 'sharing.handle',
  params: stoppageId,
  body: z.strictObject({ words }),
  answer: stoppageSchema,
  refusals: moving,
});

export const closeStoppage = route({
  id: 'sharing.close-stoppage',
  method: 'POST',
  path: '/sharing/stoppages/:stoppageId/closure',
  summary: 'The authority closes the finding with its conclusion.',
  power: 'sharing.coordinate',
  params: stoppageId,
  body: z.strictObject({ words }),
  answer: stoppageSchema,
  refusals: moving,
});
