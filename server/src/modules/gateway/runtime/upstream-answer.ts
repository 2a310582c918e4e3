import { Cutter } from '@karez/policy/grant/cut';
import type { CutFault } from '@karez/policy/grant/cut-outcome';
import type { CutPlan } from '@karez/policy/grant/cut-plan';
import type { PersonsOfPart } from '@karez/policy/grant/persons-seen';
import type { Dispatcher } from 'undici';
import { HeldBytes } from './held-bytes.ts';
import { PersonGate } from './person-gate.ts';

/** What went wrong at the provider; nothing of its answer is told but its status. */
export type ProviderFault = {
  readonly fault:
    | 'timeout'
    | 'unreachable'
    | 'closed'
    | 'address'
    | 'status'
    | 'not-found'
    | 'content-type'
    | 'too-large'
    | 'not-json'
    | 'caller-left';
  readonly status: number | null;
  readonly reason: string | null;
};

/** A cut answer. A held one is whole; of a long one everything but `last` has been released to the sink. */
export type CutAnswer = {
  readonly last: Buffer;
  readonly isLong: boolean;
  readonly records: number;
  readonly bytesOut: number;
  readonly status: number;
  /** Persons of what has not been released yet; null where records name none. */
  readonly persons: PersonsOfPart | null;
};

/**
 * Takes an answer that is too long to hold back. Each promise pauses the provider until it settles. Before a piece is written, `begin` or
 * `mark` has been given every person that it is about; null where records name none.
 */
export type LongSink = {
  begin(persons: PersonsOfPart | null): Promise<void>;
  mark(persons: PersonsOfPart): Promise<void>;
  write(piece: Buffer): Promise<void>;
};

/** Output up to this is held until its evidence is durable (design.md §5); beyond it the evidence has two halves. */
export const heldBytesMax = 262_144;
/** Longest answer that is read from a provider. */
export const answerBytesMax = 67_108_864;
/** A refused answer is read to its end up to this, so that its connection can be used again. */
const drainedBytesMax = 65_536;

type Settle = (answer: CutAnswer | ProviderFault) => void;

/** Reads one answer as undici delivers it, cuts it on the way, and settles once. */
export class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #cutter: Cutter;
  readonly #gate: PersonGate | undefined;
  readonly #sink: LongSink;
  readonly #settle: Settle;
  readonly #givesSomeRows: boolean;
  #controller: Dispatcher.DispatchController | undefined;
  #fault: ProviderFault | undefined;
  #isSettled = false;
  readonly #held = new HeldBytes();
  #bytesIn = 0;
  #bytesOut = 0;
  #status = 0;
  #isLong = false;
  #releasing: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  constructor(plan: CutPlan, { sink, timeoutMs, settle }: { sink: LongSink; timeoutMs: number; settle: Settle }) {
    this.#cutter = new Cutter(plan);
    this.#gate = this.#cutter.persons && new PersonGate(this.#cutter, this.#cutter.persons);
    this.#givesSomeRows = plan.rowPrefix !== null;
    this.#sink = sink;
    this.#settle = settle;
    this.#timer = setTimeout(() => this.stop(providerFault('timeout')), timeoutMs);
  }

  /** Memory that is reserved for output which waits here, in bytes; it goes with the output, however small the pieces in which it came. */
  get reservedBytes(): number {
    return this.#held.reserved + (this.#gate?.reservedBytes ?? 0);
  }

  /** Ends the reading from outside: a time-out, or a caller that left. */
  stop(fault: ProviderFault): void {
    this.#end(fault);
    this.#controller?.abort(new Error(fault.fault));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isSettled) controller.abort(new Error('settled before it began'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#fault = faultOf(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytesIn += chunk.length;
    if (this.#fault) return this.#bytesIn > drainedBytesMax ? this.stop(this.#fault) : undefined;
    if (this.#bytesIn > answerBytesMax) return this.stop(providerFault('too-large'));
    const piece = this.#cutter.write(chunk);
    if ('reason' in piece) return this.stop(cutFault(piece));
    const ready = this.#gate ? this.#gate.pass(piece) : piece;
    if (!ready) return this.stop(providerFault('too-large', { reason: 'record' }));
    this.#keep(ready);
  }

  onResponseEnd(): void {
    if (this.#fault) return this.#end(this.#fault);
    const isEmpty = this.#bytesIn === 0 && this.#status === 204;
    if (isEmpty && this.#givesSomeRows) return this.#end(providerFault('not-found', { status: 404 }));
    const cut = isEmpty ? noBytes : this.#cutter.finish();
    if ('reason' in cut) return this.#end(cutFault(cut));
    const piece = this.#gate?.pass(cut) ?? cut;
    this.#bytesOut += piece.length;
    // A long answer's last piece waits for the pieces before it; a failed release has settled already.
    void this.#releasing.then(() => this.#end(this.#answer(piece)));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end(this.#fault ?? errorFault(error, this.#status));
  }

  #answer(piece: Buffer): CutAnswer {
    this.#held.add(piece);
    const last = this.#held.take();
    const persons = this.#gate?.take() ?? null;
    return { last, isLong: this.#isLong, records: this.#cutter.records, bytesOut: this.#bytesOut, status: this.#status, persons };
  }

  #keep(piece: Buffer): void {
    const isFull = this.#gate?.isFull === true;
    if (piece.length === 0 && !isFull) return;
    this.#held.add(piece);
    this.#bytesOut += piece.length;
    // Every release with persons costs a record of marks, so each of them is as long as what is held.
    const mayHold = this.#isLong && !this.#gate ? 0 : heldBytesMax;
    if (this.#held.length > mayHold || isFull) this.#release();
  }

  /** Hands over what is held, but for the newest piece: the last one of all leaves only after its evidence. */
  #release(): void {
    const ready = this.#held.takeButNewest();
    const persons = this.#gate?.take() ?? null;
    const isFirst = !this.#isLong;
    this.#isLong = true;
    clearTimeout(this.#timer);
    this.#controller?.pause();
    this.#releasing = this.#releasing
      .then(async () => {
        if (isFirst) await this.#sink.begin(persons);
        else if (persons) await this.#sink.mark(persons);
        if (ready.length > 0) await this.#sink.write(ready);
        this.#controller?.resume();
      })
      .catch(() => this.stop(providerFault('caller-left')));
  }

  #end(outcome: CutAnswer | ProviderFault): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#settle(outcome);
  }
}

const noBytes = Buffer.alloc(0);

export function providerFault(fault: ProviderFault['fault'], about: { status?: number; reason?: string } = {}): ProviderFault {
  return { fault, status: about.status ?? null, reason: about.reason ?? null };
}

/** An answer that holds no row of the grant reads like one that says it has no such record: nobody learns that there is one elsewhere. */
function cutFault(fault: CutFault): ProviderFault {
  if (fault.reason === 'no-row') return providerFault('not-found', { status: 404 });
  if (fault.reason === 'record-size') return providerFault('too-large', { reason: 'record' });
  return providerFault(fault.reason === 'truncated' ? 'closed' : 'not-json', { reason: fault.reason });
}

function faultOf(status: number, headers: Record<string, string | string[] | undefined>): ProviderFault | undefined {
  if (status === 404) return providerFault('not-found', { status });
  if (status > 299) return providerFault('status', { status });
  if (status === 204) return undefined;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return providerFault('content-type', { reason: 'encoding' });
  return isJson(headers['content-type']) ? undefined : providerFault('content-type');
}

function isJson(header: string | string[] | undefined): boolean {
  if (typeof header !== 'string') return false;
  const [type = '', ...parameters] = header.toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isType = type.trim() === 'application/json' || type.trim().endsWith('+json');
  return isType && (charset === undefined || /^charset="?utf-?8"?$/.test(charset));
}

const timeouts: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT']);

function errorFault(error: Error, status: number): ProviderFault {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error.name === 'ClosedAddress') return providerFault('address');
  if (timeouts.has(code)) return providerFault('timeout');
  return status === 0 && code.startsWith('E') ? providerFault('unreachable') : providerFault('closed');
}
