import { z } from 'zod';
import { titleSchema } from '../desk.ts';
import { roleCodes } from '../identity/roles.ts';
import { pageOf, pageQuery, refusals, route } from '../route.ts';

export const handoverRefusals = refusals({
  'desk.handover.not-found': 404,
  'desk.handover.not-yours': 403,
  'desk.handover.oneself': 422,
  'desk.handover.unfit': 422,
  'desk.handover.changed': 409,
  'desk.handover.no-post': 409,
  'desk.handover.other-side': 409,
});

const instant = z.iso.datetime();
const post = z.object({ id: z.string(), title: z.string() });

/** How many things one hand-over takes at most; more are handed over in a second one. */
export const handedItemsMax = 200;

/** `hand-over`: goes into the colleague’s hand · `end`: cannot be anybody else’s and ends with the hand-over. */
export const handoverDeeds = ['hand-over', 'end'] as const;
export type HandoverDeed = (typeof handoverDeeds)[number];

/** Something that is held in person. */
export const heldItemSchema = z.object({
  kind: z.string(),
  id: z.string(),
  title: titleSchema,
  link: z.string(),
  deed: z.enum(handoverDeeds),
  /** Since when the person has had it. */
  since: instant,
  /** Why this colleague cannot take it, as a code of refusal with its parameters; null where nothing speaks against it, or nobody was chosen yet. */
  obstacle: z.object({ code: z.string(), params: titleSchema.shape.params }).nullable(),
});
export type HeldItemAnswer = z.infer<typeof heldItemSchema>;

export const handoverPlanSchema = z.object({
  from: post,
  to: post.nullable(),
  items: z.array(heldItemSchema),
  /** What waits for the person's posts, not for the person: it stays where it is, and whoever holds the post sees it. */
  posts: z.array(
    z.object({
      /** Roles that carry the power for which it waits. */
      roles: z.array(z.enum(roleCodes)),
      open: z.int(),
      /** Colleagues besides the person who have it on their desk too. */
      others: z.int(),
      /** Whether the colleague who was chosen is one of them; null where nobody was chosen. */
      reaches: z.boolean().nullable(),
    }),
  ),
  /** Drafts that the person has started: the unit's, and continued by whoever holds the post. */
  drafts: z.array(z.object({ title: titleSchema, link: z.string() })),
  /** Running cases that the person has started: they stay with the post. */
  begun: z.int(),
});
export type HandoverPlanAnswer = z.infer<typeof handoverPlanSchema>;

export const readHandoverPeople = route({
  id: 'desk.read-handover-people',
  method: 'GET',
  path: '/desk/handover-people',
  summary:
    'From whom the caller may hand over: themselves; for the heads of a unit also everybody in it, and whoever has left and still holds something. To whom: the colleagues in post.',
  answer: z.object({ from: z.array(post), to: z.array(post) }),
});

export const readHandoverPlan = route({
  id: 'desk.read-handover-plan',
  method: 'GET',
  path: '/desk/handover-plan',
  summary:
    'Everything that somebody holds in person, with what a colleague cannot take and why, and what waits for their posts and stays there.',
  query: z.strictObject({ fromId: z.uuid(), toId: z.uuid().optional() }),
  answer: handoverPlanSchema,
  refusals: ['desk.handover.not-yours', 'desk.handover.not-found', 'desk.handover.oneself', 'desk.handover.unfit'],
});

/** `handed`: in the colleague’s hand since · `ended` · `left`: stayed in the person’s hand. */
export const handedOutcomes = ['handed', 'ended', 'left'] as const;
export type HandedOutcome = (typeof handedOutcomes)[number];

export const handoverSchema = z.object({
  id: z.string(),
  no: z.string(),
  from: post,
  to: post,
  by: post,
  reason: z.string(),
  at: instant,
  /** How many lines came out how. */
  counts: z.record(z.enum(handedOutcomes), z.int()),
});
export type HandoverAnswer = z.infer<typeof handoverSchema>;

export const listHandovers = route({
  id: 'desk.list-handovers',
  method: 'GET',
  path: '/desk/handovers',
  summary: 'Hand-overs from, to or by the caller, newest first; for the heads of a unit all of the unit.',
  query: z.strictObject(pageQuery),
  answer: pageOf(handoverSchema),
  refusals: ['desk.cursor.invalid'],
});

export const handedLineSchema = z.object({
  kind: z.string(),
  id: z.string(),
  title: titleSchema,
  link: z.string(),
  outcome: z.enum(handedOutcomes),
  /** Why the colleague could not take what was left; null where it was left by choice. */
  because: z.object({ code: z.string(), params: titleSchema.shape.params }).nullable(),
});
export type HandedLine = z.infer<typeof handedLineSchema>;

export const readHandover = route({
  id: 'desk.read-handover',
  method: 'GET',
  path: '/desk/handovers/:handoverId',
  summary: 'One hand-over, line by line.',
  params: z.strictObject({ handoverId: z.uuid() }),
  answer: handoverSchema.extend({ lines: z.array(handedLineSchema) }),
  refusals: ['desk.handover.not-found'],
});

export const handOver = route({
  id: 'desk.hand-over',
  method: 'POST',
  path: '/desk/handovers',
  summary:
    'Hands over what somebody holds in person to a colleague of the same unit, all of what was chosen or nothing: by the person or a head of the unit.',
  status: 201,
  idempotent: true,
  body: z.strictObject({
    fromId: z.uuid(),
    toId: z.uuid(),
    reason: z.string().trim().min(1).max(500),
    items: z
      .array(z.strictObject({ kind: z.string().max(60), id: z.uuid() }))
      .min(1)
      .max(handedItemsMax),
  }),
  answer: handoverSchema,
  refusals: [
    'desk.handover.not-yours',
    'desk.handover.not-found',
    'desk.handover.oneself',
    'desk.handover.unfit',
    'desk.handover.changed',
    'desk.handover.no-post',
    'desk.handover.other-side',
  ],
});
