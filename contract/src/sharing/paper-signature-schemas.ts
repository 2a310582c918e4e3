import { z } from 'zod';
import { allowedSchema } from '../route.ts';
import { agreementMarksSchema } from './unit-key-schemas.ts';

/** Who signs a sheet on paper: by office, never by name. */
export const paperSignerSchema = z.enum(['OFFICE_HEAD', 'DEPT_LEADER']);
export type PaperSigner = z.infer<typeof paperSignerSchema>;

/** A sheet that a head signed on paper (线下签批): entered by one officer of the department, it counts once a second one has confirmed it. */
export const paperSignatureSchema = z.object({
  id: z.uuid(),
  side: z.enum(['requester', 'provider']),
  act: z.enum(['consent-out', 'consent-supplement', 'consent-in']),
  state: z.enum(['entered', 'confirmed', 'returned', 'withdrawn', 'overtaken']),
  docNo: z.string(),
  signedOn: z.iso.date(),
  signerRole: paperSignerSchema,
  opinion: z.string(),
  /** Why the head did not wait for a division's opinion; null where none was missing. For the department itself. */
  overMissing: z.string().nullable(),
  scan: z.object({ fileName: z.string(), mediaType: z.string(), bytes: z.int(), digest: z.string(), gone: z.boolean() }),
  enteredAt: z.iso.datetime(),
  /** Whether the reader has opened the scan. */
  opened: z.boolean(),
  endedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  allowed: allowedSchema,
});
export type PaperSignature = z.infer<typeof paperSignatureSchema>;

/** What an application shows of signatures beside those of the platform. */
export const paperPlaces = {
  /** Sheets signed on paper, oldest first: the reader's own department's, and of others those that count. */
  paperSignatures: z.array(paperSignatureSchema),
  /** Signatures by keys of units under the agreement, and copies of it that bear a seal. */
  agreementMarks: agreementMarksSchema,
};
