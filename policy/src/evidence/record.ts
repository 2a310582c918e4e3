import { canonicalJson } from '@karez/kit/canonical-json';
import { sm3 } from '@karez/kit/crypto/sm3';

/** Who acted. Ids are opaque: a person's is the account's id, never a name or a number of the person. */
export type ActorReference = {
  readonly kind: 'person' | 'client' | 'system' | 'anonymous';
  readonly id: string;
  readonly orgId: string | null;
  /** 代: the delegation by which a person acted for another, and the account of that other. */
  readonly delegation?: { readonly id: string; readonly forPerson: string };
};

/** What became of the act; `code` is the refusal's or fault's code. `unknown`: an answer began and nobody can say how it ended. */
export type Outcome =
  | { readonly result: 'done' }
  | { readonly result: 'refused'; readonly code: string }
  | { readonly result: 'failed'; readonly code: string }
  | { readonly result: 'unknown'; readonly code: string | null };

/** A value of `facts`: never personal, never a secret. Numbers are safe integers. */
export type Fact = string | number | boolean | null;

/** Persons that the act touched, already turned into marks by the evidence writer; marks and batch are kept beside the record, never in it. */
export type PersonsTouched =
  | { readonly kind: 'marks'; readonly count: number; readonly digest: string; readonly marks: readonly Uint8Array[] }
  | { readonly kind: 'batch'; readonly count: number; readonly digest: string; readonly batch: Uint8Array }
  | { readonly kind: 'all'; readonly count: number; readonly digest: null };

/** What a caller says about one act; `matter`, `operator`, `origin` and `payload` are committed to and never written into the record. */
export type EvidenceDraft = {
  readonly at: Date;
  readonly actor: ActorReference;
  /** `module.verb-noun`, like the id of the route or job. */
  readonly action: string;
  readonly outcome: Outcome;
  readonly object?: { readonly kind: string; readonly id: string; readonly revision?: number | null } | null;
  readonly grant?: { readonly id: string; readonly version: number } | null;
  /** Code of the purpose; the matter's own number is `matter`. */
  readonly purpose?: string | null;
  readonly matter?: string | null;
  readonly operator?: string | null;
  /** Address that the call came from. */
  readonly origin?: string | null;
  /** The exact bytes that left or arrived. */
  readonly payload?: Uint8Array | null;
  readonly sizes?: { readonly in?: number | null; readonly out?: number | null; readonly rows?: number | null };
  readonly facts?: Readonly<Record<string, Fact>>;
  readonly persons?: PersonsTouched | null;
  /** `begun` and `ended` for answers too long to hold back; `begun` of an `ended` draft names its other half. */
  readonly phase?: 'whole' | 'begun' | 'ended';
  readonly begun?: string | null;
};

/** The fields that stand in a record as salted commitments. */
export const committedFields = ['matter', 'operator', 'origin', 'payload'] as const;
export type CommittedField = (typeof committedFields)[number];

/** Length of a salt in bytes. */
export const saltLength = 32;
/** A record is at most this long; what needs more goes into the payload. */
export const recordBytesMax = 16 * 1024;

/** One record, sealed shut: the text whose UTF-8 is hashed, and the salts that open its commitments (hex; null where nothing was committed). */
export type WrittenRecord = {
  readonly id: string;
  readonly text: string;
  readonly bytes: Buffer;
  readonly salts: Readonly<Record<CommittedField, string | null>>;
};

/** Thrown for a draft that cannot be evidence: a fault of the calling code. */
export class UnfitEvidence extends Error {
  override readonly name = 'UnfitEvidence';
}

/**
 * Writes a draft as record version 1 (docs/decisions/0002-evidence-bytes.md). `salts` are 4 × 32 fresh random bytes.
 * Throws {@link UnfitEvidence} for facts of another shape, lone surrogates and records over {@link recordBytesMax}.
 */
export function writeRecord(draft: EvidenceDraft, id: string, salts: Uint8Array): WrittenRecord {
  const values = { matter: draft.matter, operator: draft.operator, origin: draft.origin, payload: draft.payload };
  const opened = committedFields.map((field, place) =>
    committedValue(values[field], salts.subarray(place * saltLength, (place + 1) * saltLength)),
  );
  const [matter = nothing, operator = nothing, origin = nothing, payload = nothing] = opened;
  const text = recordText(draft, id, {
    matter: matter.commitment,
    operator: operator.commitment,
    origin: origin.commitment,
    payload: payload.commitment,
  });
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > recordBytesMax)
    throw new UnfitEvidence(`a record of ${draft.action} has ${bytes.length} bytes, more than ${recordBytesMax}`);
  return { id, text, bytes, salts: { matter: matter.salt, operator: operator.salt, origin: origin.salt, payload: payload.salt } };
}

/** SM3(salt ‖ value) in hex. */
export function commitment(salt: Uint8Array, value: Uint8Array): string {
  return sm3(salt, value).toString('hex');
}

type Committed = { readonly commitment: string | null; readonly salt: string | null };
const nothing: Committed = { commitment: null, salt: null };

function committedValue(value: string | Uint8Array | null | undefined, salt: Uint8Array): Committed {
  if (value === null || value === undefined) return nothing;
  if (salt.length !== saltLength) throw new UnfitEvidence(`a salt has ${saltLength} bytes`);
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return { commitment: commitment(salt, bytes), salt: Buffer.from(salt).toString('hex') };
}

/** Members are written in the order of RFC 8785, so JSON.stringify gives its text; a property test compares both. */
function recordText(draft: EvidenceDraft, id: string, committed: Record<CommittedField, string | null>): string {
  const record = {
    action: draft.action,
    actor: { id: draft.actor.id, kind: draft.actor.kind, org: draft.actor.orgId },
    at: draft.at.toISOString(),
    begun: draft.begun ?? null,
    committed,
    facts: sortedFacts(factsOf(draft)),
    grant: grantOf(draft),
    id,
    object: objectOf(draft),
    outcome: { code: 'code' in draft.outcome ? draft.outcome.code : null, result: draft.outcome.result },
    persons: personsOf(draft),
    phase: draft.phase ?? 'whole',
    purpose: draft.purpose ?? null,
    sizes: sizesOf(draft.sizes ?? {}),
    v: 1,
  };
  const text = JSON.stringify(record);
  // JSON.stringify writes a lone surrogate as an escape; the slow way refuses it, or finds that it was only text that looks like one.
  return text.includes(String.raw`\ud`) ? canonicalJson(record) : text;
}

/** Every deed that was done for another says so, whatever else its facts say. */
function factsOf({ facts, actor: { delegation } }: EvidenceDraft): Readonly<Record<string, Fact>> {
  return delegation ? { ...facts, delegation: delegation.id, forPerson: delegation.forPerson } : (facts ?? {});
}

function grantOf({ grant }: EvidenceDraft) {
  return grant ? { id: grant.id, version: whole(grant.version) } : null;
}

function objectOf({ object }: EvidenceDraft) {
  return object ? { id: object.id, kind: object.kind, revision: whole(object.revision) } : null;
}

function personsOf({ persons }: EvidenceDraft) {
  return persons ? { count: whole(persons.count), digest: persons.digest, kind: persons.kind } : null;
}

function sizesOf(sizes: NonNullable<EvidenceDraft['sizes']>) {
  return { in: whole(sizes.in), out: whole(sizes.out), rows: whole(sizes.rows) };
}

function sortedFacts(facts: Readonly<Record<string, Fact>>): Record<string, Fact> {
  const sorted: Record<string, Fact> = {};
  for (const name of Object.keys(facts).toSorted()) {
    const value = facts[name];
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) throw new UnfitEvidence(`a fact's name is a word in camel case, not ${JSON.stringify(name)}`);
    if (value === undefined) continue;
    sorted[name] = typeof value === 'number' ? whole(value) : value;
  }
  return sorted;
}

function whole(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isSafeInteger(value)) throw new UnfitEvidence('a number in evidence is a safe integer');
  return Object.is(value, -0) ? 0 : value;
}
