import { z } from 'zod';
import { allowedSchema } from '../route.ts';

/** Where a department keeps its private key: a USB key, or a signing agent. The platform never has it. */
export const keyMediumSchema = z.enum(['usb-key', 'agent']);
export const keyStateSchema = z.enum(['asked', 'in-force', 'refused', 'replaced', 'revoked']);
export const agreementSideSchema = z.enum(['requester', 'provider']);

/** An SM2 key that a department has registered as its own (单位密钥). */
export const unitKeySchema = z.object({
  id: z.uuid(),
  organisation: z.object({ id: z.uuid(), name: z.string() }),
  state: keyStateSchema,
  medium: keyMediumSchema,
  /** `04 ‖ x ‖ y`, hexadecimal; null for whoever is to type the fingerprint. */
  publicKey: z.string().nullable(),
  /** Names the key: what officers compare outside of the platform. */
  fingerprint: z.string().nullable(),
  askedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  allowed: allowedSchema,
});
export type UnitKey = z.infer<typeof unitKeySchema>;

/** What stands beside the platform's own evidence on an agreement: signatures by keys of units, and copies that bear a seal. */
export const agreementMarksSchema = z.object({
  keySignatures: z.array(
    z.object({
      side: agreementSideSchema,
      fingerprint: z.string(),
      at: z.iso.datetime(),
      evidenceId: z.string(),
      /** What became of the key after it signed; null while it is in force. */
      keyEnded: z.object({ state: z.enum(['replaced', 'revoked']), at: z.iso.datetime() }).nullable(),
    }),
  ),
  stampedCopies: z.array(
    z.object({
      id: z.uuid(),
      side: agreementSideSchema,
      /** `e-seal`: the file that the platform printed with a signature added; `e-seal-other`: with a signature, of another file; `scan`: without one. */
      kind: z.enum(['e-seal', 'e-seal-other', 'scan']),
      fileName: z.string(),
      mediaType: z.string(),
      bytes: z.int(),
      /** SM3 of the file, hexadecimal. */
      digest: z.string(),
      storedAt: z.iso.datetime(),
    }),
  ),
});
export type AgreementMarks = z.infer<typeof agreementMarksSchema>;
