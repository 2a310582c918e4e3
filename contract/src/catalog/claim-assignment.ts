import { z } from 'zod';

/** 指派认领: open until the department claims the entry or declines, the authority withdraws it, or it lapses (another claimed it, or it is no more). */
export const assignmentStates = ['open', 'claimed', 'declined', 'withdrawn', 'ended'] as const;

/** A department that the authority asked to claim an imported entry. */
export const claimAssignmentSchema = z.object({
  organisationId: z.string(),
  organisation: z.string(),
  state: z.enum(assignmentStates),
  reason: z.string(),
  assignedAt: z.iso.datetime(),
  ended: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  /** Whether the caller may take it back now. */
  mayWithdraw: z.boolean(),
});
export type ClaimAssignment = z.infer<typeof claimAssignmentSchema>;
