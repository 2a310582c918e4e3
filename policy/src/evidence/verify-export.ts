import { keyIdOf, type PublicKey } from '@karez/kit/crypto/signing';
import { erasures, type Erasures } from './erasures.ts';
import type { ErasedLeaf, ExportHeader, ProvenRecord } from './export-file.ts';
import type { Finding, Note, Verification } from './findings.ts';
import type { SignedHead } from './head.ts';
import { leafSequence, type LeafSequence } from './leaf-sequence.ts';
import { isMembers, membersOf, readLine, type ExportLine } from './lines.ts';
import type { Tile } from './tiles.ts';
import { tileWidth } from './tiles.ts';
import { includes, leafHash, rootOf } from './tree.ts';
import { checkHeads, keyring } from './verify-heads.ts';
import { checkTiles } from './verify-tiles.ts';
import { compareWithWitness, lastWitnessed, witnessedHeads, type WitnessedHead, type WitnessMemory } from './witness-memory.ts';

export type VerifyOptions = {
  /** Keys that the reader trusts; without them the file's own keys are used and named in a note. */
  readonly keys?: readonly PublicKey[] | undefined;
  readonly witness?: WitnessMemory | undefined;
};

/** Takes an export line by line (without line ends) and says at the end what is wrong with it, and where. Needs no database, network or clock. */
export type ExportVerifier = { take(line: Uint8Array): void; end(): Verification };

type Front = {
  header: ExportHeader | undefined;
  keys: PublicKey[];
  heads: { signed: SignedHead; line: number }[];
  tiles: Tile[];
  proofs: ProvenRecord[];
};
type Body = {
  readonly header: ExportHeader;
  readonly heads: readonly WitnessedHead[];
  readonly findings: readonly Finding[];
  readonly sequence: LeafSequence;
  readonly erasures: Erasures;
  readonly rootAt: (size: number) => Buffer | undefined;
  begin: string | undefined;
  records: number;
  erased: number;
};

/** Every record begins with its first member by RFC 8785 order. */
const recordStart = Buffer.from('{"action":');

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, start.length), start) === 0;
}

export function exportVerifier(options: VerifyOptions = {}): ExportVerifier {
  const front: Front = { header: undefined, keys: [], heads: [], tiles: [], proofs: [] };
  const damaged: Finding[] = [];
  // Lines that read as nothing while no leaf was seen yet: damaged front lines, or the first leaves, damaged. What follows tells.
  const doubtful: { bytes: Uint8Array; line: number }[] = [];
  let body: Body | undefined;
  let number = 0;

  const open = (): Body | undefined => {
    body ??= front.header && openBody(front.header, front, options);
    const { header, sequence } = body ?? {};
    if (header && sequence) for (const { bytes, line } of doubtful.splice(0)) sequence.take(leafHash(header.hash, bytes), line);
    return body;
  };
  const doubt = (bytes: Uint8Array): void => {
    if (body) body.sequence.take(leafHash(body.header.hash, bytes), number);
    else doubtful.push({ bytes: Uint8Array.from(bytes), line: number });
  };
  const isDamaged = (): void => {
    for (const { line } of doubtful.splice(0)) damaged.push({ kind: 'damaged-line', line });
  };
  const takeErased = (erased: ErasedLeaf): void => {
    const index = open()?.sequence.take(Buffer.from(erased.hash, 'hex'), number);
    if (!body || index === undefined) return;
    body.erased += 1;
    body.erasures.erased({ line: number, index, by: erased.by, rule: erased.rule });
  };
  const takeRecord = (bytes: Uint8Array): void => {
    const opened = open();
    const index = opened?.sequence.take(leafHash(opened.header.hash, bytes), number);
    if (!opened || index === undefined) return;
    opened.records += 1;
    opened.erasures.hear(bytes);
    if (index === 0) opened.begin = Buffer.from(bytes).toString('utf8');
  };
  const takeOther = (bytes: Uint8Array): void => {
    const read = readLine(Buffer.from(bytes).toString('utf8'));
    if (read?.kind === 'erased') {
      takeErased(read.erased);
    } else if (!read || body || !takeFront(front, read, number)) {
      doubt(bytes);
    } else {
      isDamaged();
    }
  };
  return {
    take: (line) => {
      number += 1;
      if (startsWith(line, recordStart)) takeRecord(line);
      else takeOther(line);
    },
    end: () => {
      const opened = open();
      isDamaged();
      return opened ? conclude(opened, { front, damaged, options }) : unreadable(damaged);
    },
  };
}

/** Keeps a line of the front of the file; false where it does not belong there. */
function takeFront(front: Front, read: ExportLine, line: number): boolean {
  if (read.kind === 'export') {
    if (line !== 1) return false;
    front.header = read.header;
  }
  if (read.kind === 'key') front.keys.push(read.key);
  if (read.kind === 'head') front.heads.push({ signed: read.head, line });
  if (read.kind === 'tile') front.tiles.push(read.tile);
  if (read.kind === 'proof') front.proofs.push(read.proven);
  return read.kind !== 'erased';
}

/** All that stands before the leaves is read: checks it, so that each leaf can be set against what was sealed. */
function openBody(header: ExportHeader, front: Front, options: VerifyOptions): Body {
  const tiles = checkTiles(header, front.tiles);
  const { heads, findings } = checkHeads({
    log: header.log,
    hash: header.hash,
    heads: front.heads,
    verifierFor: keyring(options.keys ?? front.keys),
    rootAt: tiles.rootAt,
  });
  const last = heads.at(-1);
  const unfit: Finding[] = last && last.head.size !== header.size ? [{ kind: 'head-unfit', line: front.heads.at(-1)?.line ?? 1 }] : [];
  const sequence = leafSequence({
    from: header.from,
    to: header.to,
    hashAt: tiles.leafAt,
    restOfTile: (index) => Math.min(header.to - index, tileWidth - (index % tileWidth)),
    fits: (from, hashes) => {
      const root = hashes.length === tileWidth ? tiles.rootOfLeafTile(Math.floor(from / tileWidth)) : undefined;
      return root && root.equals(rootOf(header.hash, hashes));
    },
  });
  const acts = erasures();
  const proofs = front.proofs.flatMap((proven) => hearProven(header, { proven, last, acts }));
  return {
    header,
    heads,
    findings: [...findings, ...unfit, ...tiles.findings, ...proofs],
    sequence,
    erasures: acts,
    rootAt: tiles.rootAt,
    begin: undefined,
    records: 0,
    erased: 0,
  };
}

function hearProven(
  header: ExportHeader,
  { proven, last, acts }: { proven: ProvenRecord; last: WitnessedHead | undefined; acts: Erasures },
): Finding[] {
  const bytes = Buffer.from(proven.record, 'utf8');
  const claim = {
    leaf: leafHash(header.hash, bytes),
    index: proven.index,
    size: last?.head.size ?? 0,
    root: Buffer.from(last?.head.root ?? '', 'hex'),
    proof: proven.proof.map((hash) => Buffer.from(hash, 'hex')),
  };
  if (!includes(header.hash, claim)) return [{ kind: 'proof-fails', index: proven.index }];
  acts.hear(bytes);
  return [];
}

function conclude(
  body: Body,
  { front, damaged, options }: { front: Front; damaged: readonly Finding[]; options: VerifyOptions },
): Verification {
  const { header, heads } = body;
  const erased = body.erasures.end();
  const file = { log: header.log, made: header.made, heads, rootAt: body.rootAt };
  const witnessed = options.witness
    ? compareWithWitness(file, options.witness)
    : { findings: [], notes: [{ kind: 'no-witness' } as const] };
  const findings = [...damaged, ...body.findings, ...body.sequence.end(), ...erased.findings, ...witnessed.findings];
  const notes: Note[] = [...erased.notes, ...witnessed.notes, ...followsNote(body.begin, options.witness)];
  if (header.from > 0 || header.to < header.size) notes.push({ kind: 'part-of-log', from: header.from, to: header.to, size: header.size });
  if (!options.keys) notes.push({ kind: 'keys-from-file', keys: front.keys.map(keyIdOf) });
  const last = heads.at(-1)?.head;
  return {
    form: 'export',
    log: header.log,
    intact: findings.length === 0,
    records: body.records,
    erased: body.erased,
    from: header.from,
    to: header.to,
    head: last ? { number: last.number, size: last.size, at: last.at, root: last.root, key: last.key } : null,
    findings,
    notes,
  };
}

/** A log that was begun after another one says so in its first leaf. */
function followsNote(begin: string | undefined, witness: WitnessMemory | undefined): Note[] {
  const facts = begin === undefined ? undefined : membersOf(begin)?.['facts'];
  if (!isMembers(facts)) return [];
  const { previousLog, previousSize, reason } = facts;
  if (typeof previousLog !== 'string' || typeof previousSize !== 'number') return [];
  const witnessSize = witness ? (lastWitnessed(witnessedHeads(witness, previousLog))?.head.size ?? null) : null;
  return [{ kind: 'follows-log', log: previousLog, size: previousSize, reason: typeof reason === 'string' ? reason : '', witnessSize }];
}

function unreadable(damaged: readonly Finding[]): Verification {
  const findings: Finding[] = damaged.length > 0 ? [...damaged] : [{ kind: 'damaged-line', line: 1 }];
  return { form: 'export', log: '', intact: false, records: 0, erased: 0, from: 0, to: 0, head: null, findings, notes: [] };
}
