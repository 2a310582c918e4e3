import { isUtf8 } from 'node:buffer';
import { asBuffer, ByteWriter } from './byte-writer.ts';
import { cutDepthMax, tokenBytesMax, type CutFault, type CutResult } from './cut-outcome.ts';
import { childAt, copyNode, dropNode, leavesAsItIs, type CutPlan, type PlanChild, type PlanNode } from './cut-plan.ts';
import { hidden, mask } from './masks.ts';
import { PersonsSeen } from './persons-seen.ts';
import { heldRecordBytesMax, heldRecordPersonsMax, RowSeen } from './row-filter.ts';
import { hasByteOrderMark, isBlank, literalEnd, literals, numberEnd, stringEnd, type StringScan } from './json-token.ts';

/** Cuts a whole answer to what the plan lets through: JSON without blanks, kept values byte for byte, masked values as strings. */
export function cut(plan: CutPlan, answer: Uint8Array): CutResult | CutFault {
  const cutter = new Cutter(plan);
  const bytes = cutter.finish(answer);
  return 'reason' in bytes ? bytes : { bytes, records: cutter.records, persons: cutter.persons?.take() ?? null };
}

const quote = 0x22;
const openObject = 0x7b;
const closeObject = 0x7d;
const openArray = 0x5b;
const closeArray = 0x5d;
const comma = 0x2c;
const colon = 0x3a;

// What may come next.
const aValue = 0;
const aFirstElement = 1;
const aKey = 2;
const aFirstKey = 3;
const aColon = 4;
const aCommaOrClose = 5;
const nothing = 6;

// Answers of a step that does not end at an offset.
const incomplete = -1;
const broken = -2;

const noRecord = -1;
const hiddenBytes = Buffer.from(JSON.stringify(hidden));
const noBytes = Buffer.alloc(0);
const letterN = 0x6e;

/**
 * Reads an answer chunk by chunk and gives back what may leave of each. Holds at most one unfinished string or number and the
 * output of one chunk. After a fault it gives nothing more; what left before it was valid and granted.
 *
 * Duplicate names are refused where one of them would leave; among members that are dropped they change nothing.
 */
export class Cutter {
  records = 0;
  /** Persons seen so far and not yet taken; undefined where the plan names no subject. */
  readonly persons: PersonsSeen | undefined;

  #window: Buffer = noBytes;
  #isLast = false;
  readonly #out = new ByteWriter();
  #fault: CutFault | undefined;
  #bytesBefore = 0;
  readonly #scan: StringScan = { from: 0, isEscaped: false };

  #expect = aValue;
  #depth = 0;
  #node: PlanNode;
  #child: PlanChild | undefined;
  /** Per depth: the container's node, whether it is an object, whether a member was written, which children were seen. */
  readonly #nodes: PlanNode[] = [];
  readonly #isObject = new Uint8Array(cutDepthMax + 1);
  readonly #hasMember = new Uint8Array(cutDepthMax + 1);
  readonly #seen: Uint32Array;
  readonly #seenWords: number;
  /** Where persons are collected: the depth of the record that is open, and where its output begins in this piece. */
  #recordDepth = noRecord;
  #recordFrom = 0;
  /** What the open record said of its row, where only some leave; and whether something stood before it. */
  readonly #row: RowSeen | undefined;
  #hadMember = 0;

  constructor(plan: CutPlan) {
    this.#node = plan.root;
    this.#row = plan.rowPrefix === null ? undefined : new RowSeen(plan.rowPrefix);
    this.persons = plan.seesPersons ? new PersonsSeen({ awaitsRecord: this.#row !== undefined }) : undefined;
    this.#seenWords = Math.ceil(plan.childCountMax / 32);
    this.#seen = new Uint32Array(this.#seenWords * (cutDepthMax + 1));
  }

  /** Takes the next bytes of the answer; gives those that may leave now. */
  write(chunk: Uint8Array): Buffer | CutFault {
    return this.#take(chunk, false);
  }

  /**
   * How many bytes of the last piece stand before a record that is still open: the persons of everything before it have been seen.
   * Meaningful only where persons are collected.
   */
  settledBytes = 0;

  /** Takes the last bytes; a fault when the answer is not whole. */
  finish(chunk: Uint8Array = noBytes): Buffer | CutFault {
    const bytes = this.#take(chunk, true);
    if ('reason' in bytes) return bytes;
    if (this.#expect !== nothing) return this.#stop('truncated', this.#window.length);
    return this.#row && !this.#row.hasList && this.records === 0 ? this.#stop('no-row', 0) : bytes;
  }

  #take(chunk: Uint8Array, isLast: boolean): Buffer | CutFault {
    if (this.#fault) return this.#fault;
    this.#window = this.#window.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#window, chunk]);
    this.#isLast = isLast;
    this.#recordFrom = 0;
    const end = this.#run();
    this.settledBytes = this.#recordDepth === noRecord ? this.#out.length : this.#recordFrom;
    const consumed = this.#window.subarray(0, end);
    // Tokens are consumed whole, so the consumed part never ends inside a character.
    if (!this.#fault && !isUtf8(consumed)) return this.#stop('encoding', 0);
    this.#window = end === this.#window.length ? noBytes : Buffer.from(this.#window.subarray(end));
    if (!this.#fault && this.#window.length > tokenBytesMax) return this.#stop('token-size', end);
    this.#bytesBefore += end;
    return this.#fault ?? this.#given(end);
  }

  /** What leaves of this piece: where only some rows do, nothing of the record that is open. */
  #given(end: number): Buffer | CutFault {
    if (!this.#row || this.#recordDepth === noRecord) return this.#out.take();
    const given = this.#out.takeFirst(this.#recordFrom);
    const isTooLong = this.#out.length > heldRecordBytesMax || (this.persons?.openSize ?? 0) > heldRecordPersonsMax;
    return isTooLong ? this.#stop('record-size', end) : given;
  }

  #stop(reason: CutFault['reason'], at: number): CutFault {
    this.#fault ??= { reason, at: this.#bytesBefore + at };
    return this.#fault;
  }

  #break(reason: CutFault['reason'], at: number): number {
    this.#stop(reason, at);
    return broken;
  }

  /** Consumes whole tokens; gives the offset of the first byte that was not. */
  #run(): number {
    const window = this.#window;
    let at = this.#bytesBefore === 0 && hasByteOrderMark(window) ? 3 : 0;
    while (at < window.length) {
      const byte = window[at] ?? 0;
      const next = isBlank(byte) ? at + 1 : this.#step(byte, at);
      if (next < 0) break;
      at = next;
    }
    return at;
  }

  #step(byte: number, at: number): number {
    switch (this.#expect) {
      case aCommaOrClose:
        return this.#after(byte, at);
      case aFirstKey:
        return byte === closeObject ? this.#close(at) : this.#key(byte, at);
      case aKey:
        return this.#key(byte, at);
      case aColon:
        this.#expect = aValue;
        return byte === colon ? at + 1 : this.#break('syntax', at);
      case aFirstElement:
        return byte === closeArray ? this.#close(at) : this.#value(byte, at);
      case aValue:
        return this.#value(byte, at);
      default:
        return this.#break('syntax', at);
    }
  }

  #after(byte: number, at: number): number {
    const isObject = this.#isObject[this.#depth] === 1;
    if (byte === comma) {
      this.#expect = isObject ? aKey : aValue;
      if (!isObject) this.#node = this.#nodes[this.#depth] ?? dropNode;
      return at + 1;
    }
    return byte === (isObject ? closeObject : closeArray) ? this.#close(at) : this.#break('syntax', at);
  }

  #key(byte: number, at: number): number {
    if (byte !== quote) return this.#break('syntax', at);
    const end = this.#string(at);
    if (end < 0) return end;
    this.#expect = aColon;
    const child = this.#enter(this.#nodes[this.#depth] ?? dropNode, at, end);
    if (child && this.#isRepeated(child)) return this.#break('duplicate-key', at);
    if (this.#window[end] !== colon) return end;
    // The usual case, taken in the same step.
    this.#expect = aValue;
    return end + 1;
  }

  /** Sets the node of the member whose name stands at `at`; a copied object's name leaves at once. */
  #enter(container: PlanNode, at: number, end: number): PlanChild | undefined {
    const child = container.childCount === 0 ? undefined : this.#childNamed(container, at, end);
    if (container.keep !== 'copy') {
      this.#child = child;
      this.#node = child?.node ?? dropNode;
      return child;
    }
    this.#separate();
    this.#out.copy(this.#window, at, end);
    this.#out.putByte(colon);
    this.#child = undefined;
    this.#node = child?.node ?? copyNode;
    return child;
  }

  #childNamed(container: PlanNode, at: number, end: number): PlanChild | undefined {
    if (!this.#scan.isEscaped) return childAt(container.byLength[end - at - 2], this.#window, at + 1);
    const name = Buffer.from(this.#text(at, end));
    return childAt(container.byLength[name.length], name, 0);
  }

  #isRepeated(child: PlanChild): boolean {
    const word = this.#depth * this.#seenWords + (child.slot >>> 5);
    const bit = 1 << (child.slot & 31);
    const seen = this.#seen[word] ?? 0;
    this.#seen[word] = seen | bit;
    return (seen & bit) !== 0;
  }

  #value(byte: number, at: number): number {
    if (byte === quote) {
      const end = this.#string(at);
      return end < 0 ? end : this.#scalar(at, end, true);
    }
    if (byte === openObject || byte === openArray) return this.#open(byte, at);
    const literal = literals[byte];
    if (literal) return this.#literal(literalEnd(this.#window, at, literal), at);
    const end = numberEnd(this.#window, at);
    if (end < 0 || (end === this.#window.length && !this.#isLast)) return this.#unfinishedNumber(at, end);
    return this.#scalar(at, end, false);
  }

  #unfinishedNumber(at: number, end: number): number {
    // numberEnd answers -1 where more bytes could still make a number, -2 where none can.
    return end === -2 || (end === -1 && this.#isLast) ? this.#break('syntax', at) : incomplete;
  }

  #literal(end: number, at: number): number {
    if (end >= 0) return this.#scalar(at, end, false);
    return end === incomplete && !this.#isLast ? incomplete : this.#break(end === incomplete ? 'truncated' : 'syntax', at);
  }

  #string(at: number): number {
    const end = stringEnd(this.#window, at, this.#scan);
    if (end >= 0) {
      this.#scan.from = 0;
      return end - at > tokenBytesMax ? this.#break('token-size', at) : end;
    }
    return end === incomplete && !this.#isLast ? incomplete : this.#break(end === incomplete ? 'truncated' : 'syntax', at);
  }

  /** A scalar that stands whole in the window: kept, masked or dropped as its node says. */
  #scalar(at: number, end: number, isString: boolean): number {
    const node = this.#node;
    const isNull = this.#window[at] === letterN;
    if (node.isRead) this.#look(node, isString ? this.#text(at, end) : null, isString ? '' : this.#raw(at, end));
    if (isNull ? this.#keepsNull(node) : leavesAsItIs(node, isString)) {
      this.#lead();
      this.#out.copy(this.#window, at, end);
    } else if (node.keep === 'mask') {
      this.#lead();
      this.#masked(node, at, isString ? this.#text(at, end) : this.#raw(at, end));
    }
    return this.#settled(at, end);
  }

  /** A value that is read whatever becomes of it: a text, or what else stands there. */
  #look(node: PlanNode, text: string | null, raw: string): void {
    if (node.isRowCode) this.#row?.note(text);
    if (!node.isSubject) return;
    if (text === null) this.persons?.noteNumber(raw);
    else this.persons?.note(text);
  }

  /** An empty value tells nothing, but that a row stands there. */
  #keepsNull({ keep, isRecord }: PlanNode): boolean {
    return keep !== 'drop' && !(isRecord && this.#row);
  }

  #settled(at: number, end: number): number {
    if (this.#depth > 0) {
      this.#expect = aCommaOrClose;
      return end;
    }
    this.#expect = nothing;
    if (this.#hasMember[0] === 1) return end;
    return this.#break(this.#row && this.#window[at] === letterN ? 'no-row' : 'shape', at);
  }

  #masked(node: PlanNode, at: number, text: string): void {
    const first = this.#window[at] ?? 0;
    const isTruth = first === 0x74 || first === 0x66;
    if (isTruth) this.#out.put(hiddenBytes);
    else this.#out.putText(JSON.stringify(mask(node.mask, text)));
  }

  #open(byte: number, at: number): number {
    if (this.#depth === cutDepthMax) return this.#break('depth', at);
    const isObject = byte === openObject;
    if (!this.#mayOpen(isObject)) return this.#break('shape', at);
    if (isObject && this.#node.isRecord) this.#openRecord();
    const inner = this.#innerNode(isObject);
    if (inner.keep !== 'drop') {
      this.#lead();
      this.#out.putByte(byte);
    } else if (this.#depth === 0) {
      return this.#break('shape', at);
    }
    this.#depth++;
    this.#nodes[this.#depth] = inner;
    this.#isObject[this.#depth] = isObject ? 1 : 0;
    this.#hasMember[this.#depth] = 0;
    this.#seen.fill(0, this.#depth * this.#seenWords, (this.#depth + 1) * this.#seenWords);
    this.#expect = isObject ? aFirstKey : aFirstElement;
    this.#node = inner;
    return at + 1;
  }

  /** The node inside a container: arrays pass their own node on; an object under a mask or a scalar is dropped. */
  #innerNode(isObject: boolean): PlanNode {
    const node = this.#node;
    if (node.keep !== 'number' && (node.keep !== 'mask' || !isObject)) return node;
    if (node.keep === 'mask') {
      this.#lead();
      this.#out.put(hiddenBytes);
    }
    return node.inside ?? dropNode;
  }

  #mayOpen(isObject: boolean): boolean {
    if (!this.#row) return true;
    const place = { isInRecord: this.#recordDepth !== noRecord, isInList: this.#depth > 0 && this.#isObject[this.#depth] === 0 };
    return this.#row.mayOpen(this.#node, isObject ? null : place);
  }

  #openRecord(): void {
    if (!this.#row) this.records++;
    if (!this.persons && !this.#row) return;
    this.persons?.beginRecord();
    this.#row?.beginRecord();
    this.#recordDepth = this.#depth + 1;
    this.#recordFrom = this.#out.length;
    this.#hadMember = this.#hasMember[this.#depth] ?? 0;
  }

  /** Ends the open record; answers whether the answer goes on: where the one record that it is about is not granted, it does not. */
  #closeRecord(): boolean {
    this.#recordDepth = noRecord;
    if (!this.#row || this.#row.isGranted) {
      if (this.#row) this.records++;
      this.persons?.endRecord();
      return true;
    }
    this.#out.cutBack(this.#recordFrom);
    this.#hasMember[this.#depth - 1] = this.#hadMember;
    this.persons?.dropRecord();
    return this.#row.hasList;
  }

  #close(at: number): number {
    const node = this.#nodes[this.#depth] ?? dropNode;
    if (node.keep !== 'drop') this.#out.putByte(this.#isObject[this.#depth] === 1 ? closeObject : closeArray);
    if (this.#depth === this.#recordDepth && !this.#closeRecord()) return this.#break('no-row', at);
    this.#depth--;
    this.#expect = this.#depth === 0 ? nothing : aCommaOrClose;
    return at + 1;
  }

  /** What stands before a value that is kept: a comma where one is due, and its name. */
  #lead(): void {
    const isInObject = this.#isObject[this.#depth] === 1;
    // Inside a copied object the name has been written with its comma already.
    if (isInObject && !this.#child) return;
    this.#separate();
    if (isInObject && this.#child) this.#out.put(this.#child.quoted);
  }

  #separate(): void {
    if (this.#hasMember[this.#depth] === 1 && this.#depth > 0) this.#out.putByte(comma);
    this.#hasMember[this.#depth] = 1;
  }

  /** The text of a string token, escapes resolved. */
  #text(at: number, end: number): string {
    const raw = this.#raw(at, end);
    if (!this.#scan.isEscaped) return raw.slice(1, -1);
    const text: unknown = JSON.parse(raw);
    return typeof text === 'string' ? text : '';
  }

  #raw(at: number, end: number): string {
    return this.#window.toString('utf8', at, end);
  }
}
