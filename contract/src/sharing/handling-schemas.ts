import { z } from 'zod';
import { allowedSchema } from '../route.ts';

const instant = z.iso.datetime();

/** What becomes of what a division was asked (转办, 会签). */
export const assignmentStates = ['sent', 'opened', 'answered', 'returned', 'recalled', 'passed-over', 'void'] as const;
export const assignmentStateSchema = z.enum(assignmentStates);
export const assignmentResultSchema = z.enum(['agree', 'partly', 'refuse']);

/** 科室意见 on one item, where the whole does not say it. */
export const assignmentItemSchema = z.strictObject({
  no: z.int().min(1).max(999),
  agrees: z.boolean(),
  words: z.string().trim().max(500),
});
/** 科室意见: for, against, or against some of the items; with its reason. */
export const assignmentOpinionSchema = z.strictObject({
  result: assignmentResultSchema,
  opinion: z.string().trim().min(1).max(2000),
  items: z.array(assignmentItemSchema).max(500),
});
export type AssignmentOpinion = z.infer<typeof assignmentOpinionSchema>;

const assignmentSchema = z.object({
  id: z.uuid(),
  division: z.string(),
  /** What it was asked to look at. */
  words: z.string(),
  /** Inner day, within the statutory term. */
  dueOn: z.iso.date(),
  state: assignmentStateSchema,
  assignedAt: instant,
  openedAt: instant.nullable(),
  answer: assignmentOpinionSchema.nullable(),
  /** Why it was returned, or why the head signed without it. */
  reason: z.string().nullable(),
  endedAt: instant.nullable(),
  allowed: allowedSchema,
});
export type AssignmentAnswer = z.infer<typeof assignmentSchema>;

/** The work inside the provider, for its own people. */
export const handlingSchema = z.object({
  holder: z.object({ title: z.string(), mine: z.boolean() }),
  since: instant,
  isOver: z.boolean(),
  /** When the head opened the proposal that waits for the signature. */
  proposalOpenedAt: instant.nullable(),
  assignments: z.array(assignmentSchema),
});
