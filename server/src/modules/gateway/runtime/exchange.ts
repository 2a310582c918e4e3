import type { IncomingMessage, ServerResponse } from 'node:http';
import { sm3Stream, type Sm3Stream } from '@karez/kit/crypto/sm3';
import type { PersonsOfPart } from '@karez/policy/grant/persons-seen';
import type { EvidenceDraft, EvidenceReference, Outcome } from '#modules/audit/append';
import { reached } from '#platform/hooks';
import { admit, callerRefusal, type Admitted, type CallRefusal, type KnownOfCall, type Refused } from './admission.ts';
import { readBody, type BodyFault } from './call-body.ts';
import { callEvidence } from './call-evidence.ts';
import { furtherPart, personsAsked, withPersons } from './call-persons.ts';
import type { Knock } from './knock.ts';
import { providerRefusal } from './provider-refusal.ts';
import { sendRefusal } from './refusal-answer.ts';
import type { Runtime } from './runtime.ts';
import type { CutAnswer, ProviderFault } from './upstream-answer.ts';

/** How long a call waits for a lease that ran out. */
const leaseWaitMsMax = 1_000;
/** How long a call with an unknown token key or client waits for the feed to be read once more. */
const feedWaitMsMax = 1_000;
/** Refusals of what may only be younger than the last reading of the feed. */
const perhapsYoung: readonly string[] = ['gateway.token.signature', 'gateway.token.client-unknown'];
/** Answers up to this are sent together with their head. */
const oneWriteBytesMax = 16_384;
/** How long a caller may take to accept a piece of a long answer. */
const slowCallerMsMax = 30_000;

/** One call from its first byte to its last, with the one promise of this door: nothing leaves before its evidence is durable. */
export class Exchange {
  readonly #runtime: Runtime;
  readonly #knock: Knock;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #at: Date;
  readonly #beganMs: number;
  #bytesIn = 0;
  #begunId: string | null = null;
  #evidenceFailure: Error | undefined;
  #released: Sm3Stream | undefined;

  constructor(runtime: Runtime, about: { knock: Knock; request: IncomingMessage; response: ServerResponse }) {
    this.#runtime = runtime;
    this.#knock = about.knock;
    this.#request = about.request;
    this.#response = about.response;
    this.#at = runtime.clock.now();
    this.#beganMs = runtime.steadyMs();
  }

  async serve(): Promise<void> {
    if (this.#runtime.sealing.isStalled()) return this.#refuse({ refusal: stalledRefusal, known: nothingKnown });
    if (!(await this.#mayServe())) return this.#refuse({ refusal: platformRefusal('gateway.platform.no-lease'), known: nothingKnown });
    const admitted = await this.#admit();
    if ('refusal' in admitted) return this.#refuse(admitted);
    const body = await readBody(this.#request, admitted.operation.takesBody);
    if (typeof body === 'string') return this.#refuse({ refusal: bodyRefusal(body), known: admitted });
    this.#bytesIn = body?.length ?? 0;
    const waitSeconds = this.#runtime.upstream.waitSeconds(admitted.service.baseUrl);
    if (waitSeconds > 0)
      return this.#refuse({ refusal: { ...providerRefusal('resting'), retryAfterSeconds: waitSeconds }, known: admitted });
    await reached('gateway.call.decided');
    const answer = await this.#ask(admitted, body);
    if ('fault' in answer) return this.#failed(admitted, answer);
    return answer.isLong ? this.#endLong(admitted, answer) : this.#release(admitted, answer);
  }

  /** A lease that ran out a moment ago is waited for: a database that stutters costs time, not calls. Nothing is decided before it holds. */
  async #mayServe(): Promise<boolean> {
    return this.#runtime.lease.holds() || this.#runtime.lease.regained(leaseWaitMsMax);
  }

  /** Who was registered, or whose token was signed with a key that was made, a moment ago is not told that it does not exist. */
  async #admit(): Promise<Admitted | Refused> {
    const atMs = this.#at.getTime();
    const first = await admit(this.#runtime, this.#knock, atMs);
    if (!('refusal' in first) || !perhapsYoung.includes(first.refusal.code)) return first;
    return (await this.#runtime.lease.caughtUp(feedWaitMsMax)) ? admit(this.#runtime, this.#knock, atMs) : first;
  }

  #ask(admitted: Admitted, body: Buffer | null): Promise<CutAnswer | ProviderFault> {
    return this.#runtime.upstream.call({
      baseUrl: admitted.service.baseUrl,
      method: admitted.operation.method,
      path: admitted.upstreamPath,
      body,
      timeoutMs: admitted.service.timeoutMs,
      plan: admitted.plan,
      sink: {
        begin: (persons) => this.#beginLong(admitted, persons),
        mark: (persons) => this.#markPart(admitted, persons),
        write: (piece) => this.#write(piece),
      },
      onStop: (stop) => {
        this.#response.once('close', () => this.#response.writableFinished || stop());
      },
    });
  }

  /** The usual end: record, then send. */
  async #release(admitted: Admitted, answer: CutAnswer): Promise<void> {
    const draft = this.#draft(admitted, {
      outcome: done,
      status: answer.status,
      payload: answer.last,
      bytesOut: answer.bytesOut,
      records: answer.records,
    });
    const { id } = await this.#record(draft, answer.persons ?? personsAsked(admitted));
    await reached('gateway.call.recorded');
    this.#head(answer.status, id, answer.last.length);
    // As text of single bytes a short answer leaves in one write with its head; the bytes are the same.
    if (answer.last.length <= oneWriteBytesMax) this.#response.end(answer.last.toString('latin1'), 'latin1');
    else this.#response.end(answer.last);
  }

  /** The first half of a long answer's evidence, with the persons of its first part, is durable before its first byte leaves. */
  async #beginLong(admitted: Admitted, persons: PersonsOfPart | null): Promise<void> {
    const draft = this.#draft(admitted, beforeItsEnd);
    const { id } = await this.#orStop(this.#record({ ...draft, phase: 'begun' }, persons ?? personsAsked(admitted)));
    await reached('gateway.call.begun');
    this.#begunId = id;
    this.#released = sm3Stream();
    this.#head(200, id, null);
  }

  /** The persons of a further part are marked before the part leaves; a part that names nobody and leaves nobody out needs no record. */
  async #markPart(admitted: Admitted, persons: PersonsOfPart): Promise<void> {
    if (persons.ids.length + persons.withoutPerson === 0) return;
    await reached('gateway.call.marking');
    const draft = this.#draft(admitted, beforeItsEnd);
    await this.#orStop(this.#record(furtherPart(draft, this.#begunId), persons));
    await reached('gateway.call.marked');
  }

  /** Keeps why evidence of a long answer could not be written: that is the platform's trouble, whatever is reported of the transfer. */
  async #orStop(recording: Promise<EvidenceReference>): Promise<EvidenceReference> {
    return recording.catch((error: unknown) => {
      this.#evidenceFailure = error instanceof Error ? error : new Error(String(error));
      throw this.#evidenceFailure;
    });
  }

  /** Answers when the record is durable, with the marks of the persons where there are any to mark. */
  #record(draft: EvidenceDraft, persons: PersonsOfPart | null): Promise<EvidenceReference> {
    const { evidence, persons: marker } = this.#runtime;
    return persons === null ? evidence.record(draft) : withPersons(marker, draft, persons).then((marked) => evidence.record(marked));
  }

  async #write(piece: Buffer): Promise<void> {
    this.#released?.update(piece);
    if (this.#response.write(piece)) return;
    await drained(this.#response);
  }

  /** The second half is durable before the last piece leaves. Its payload is the SM3 of everything that was sent. */
  async #endLong(admitted: Admitted, answer: CutAnswer): Promise<void> {
    this.#released?.update(answer.last);
    await this.#recordEnd(admitted, {
      outcome: done,
      status: 200,
      payload: this.#released?.digest() ?? null,
      bytesOut: answer.bytesOut,
      records: answer.records,
      persons: answer.persons,
    });
    this.#response.end(answer.last);
  }

  async #recordEnd(admitted: Admitted, { persons, ...about }: Drafted & { persons: PersonsOfPart | null }): Promise<void> {
    const draft = this.#draft(admitted, about);
    await this.#record({ ...draft, facts: { ...draft.facts, payloadIs: 'sm3' }, phase: 'ended', begun: this.#begunId }, persons);
  }

  async #failed(admitted: Admitted, fault: ProviderFault): Promise<void> {
    const refusal = providerRefusal(fault.fault, fault);
    if (this.#evidenceFailure) throw this.#evidenceFailure;
    // That a provider has nothing about a person tells something of the person.
    const told = fault.fault === 'not-found' ? personsAsked(admitted) : null;
    if (this.#begunId === null) return this.#refuse({ refusal, known: admitted }, told);
    const outcome: Outcome = { result: 'failed', code: refusal.code };
    const payload = this.#released?.digest() ?? null;
    // What was held back has not left, so its persons are not marked.
    await this.#recordEnd(admitted, { ...beforeItsEnd, outcome, payload, persons: null });
    // The caller sees a broken transfer, never an answer that looks whole.
    this.#response.destroy();
  }

  async #refuse({ refusal, known }: Refused, persons: PersonsOfPart | null = null): Promise<void> {
    const isFailure = refusal.origin === 'provider';
    const outcome: Outcome = { result: isFailure ? 'failed' : 'refused', code: refusal.code };
    const draft = this.#draft(known, { outcome, status: refusal.status, payload: null, bytesOut: 0, records: null });
    const evidence = await this.#recordRefusal(draft, { known, persons });
    sendRefusal(this.#response, refusal, { language: this.#knock.language, evidence });
  }

  /** Anonymous refusals beyond the bound are counted; without a lease there may be no database, and the refusal goes out all the same. */
  async #recordRefusal(
    draft: EvidenceDraft,
    { known, persons }: { known: KnownOfCall; persons: PersonsOfPart | null },
  ): Promise<string | null> {
    const isCounted = known.client === null && !this.#runtime.anonymous.isSingle(this.#knock.origin, this.#at.getTime());
    if (isCounted || !this.#runtime.lease.holds()) return null;
    const { id } = await this.#record(draft, persons);
    return id;
  }

  #draft(known: KnownOfCall, about: Drafted): EvidenceDraft {
    const durationMs = this.#runtime.steadyMs() - this.#beganMs;
    return callEvidence(this.#knock, known, { at: this.#at, outcome: { ...about, durationMs, bytesIn: this.#bytesIn } });
  }

  #head(status: number, evidence: string, length: number | null): void {
    const headers: Record<string, string | number> = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'karez-evidence': evidence,
    };
    if (length !== null && status !== 204) headers['content-length'] = length;
    this.#response.writeHead(status, headers);
  }
}

type Drafted = {
  readonly outcome: Outcome;
  readonly status: number;
  readonly payload: Uint8Array | null;
  readonly bytesOut: number;
  readonly records: number | null;
};

const done: Outcome = { result: 'done' };
/** What is known of a long answer before its end. */
const beforeItsEnd: Drafted = { outcome: done, status: 200, payload: null, bytesOut: 0, records: null };
const nothingKnown: KnownOfCall = { client: null, service: null, operation: null, ready: null };

export function platformRefusal(code: string): CallRefusal {
  return { code, status: 503, params: {}, origin: 'platform', retryAfterSeconds: 1 };
}

/** Long sealing trouble stops service (design: fail closed). Asked before anything else, from memory. */
const stalledRefusal: CallRefusal = { ...platformRefusal('gateway.platform.evidence-stalled'), retryAfterSeconds: 30 };

function bodyRefusal(fault: BodyFault): CallRefusal {
  return callerRefusal(fault === 'too-large' ? 413 : 400, `gateway.body.${fault}`);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(new Error('the caller takes nothing')), slowCallerMsMax);
    const finish = (error?: Error) => {
      clearTimeout(timer);
      response.off('drain', finish).off('close', left);
      if (error) reject(error);
      else resolve();
    };
    const left = () => finish(new Error('the caller left'));
    response.once('drain', finish).once('close', left);
  });
}
