import { isIP } from 'node:net';
import type { CutPlan } from '@karez/policy/grant/cut-plan';
import { Pool } from 'undici';
import { Breaker } from './breaker.ts';
import { guardedLookup, type AddressGuard } from '#platform/outer-address';
import { AnswerReader, providerFault, type CutAnswer, type LongSink, type ProviderFault } from './upstream-answer.ts';

const connectionsMax = 64;
const connectTimeoutMs = 3_000;
/** A provider that sends nothing for so long, once a long answer has begun, has stopped. */
const silenceMsMax = 30_000;
const providersMax = 1000;

/** `isClosed`: the address is written as a number, so no look-up judges it, and it may not be called. */
type Provider = { readonly pool: Pool; readonly breaker: Breaker; readonly isClosed: boolean };

export type UpstreamCall = {
  readonly baseUrl: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: Buffer | null;
  readonly timeoutMs: number;
  readonly plan: CutPlan;
  readonly sink: LongSink;
  /** Called with a way to stop the call, for a caller that leaves. */
  readonly onStop: (stop: () => void) => void;
};

/** Connections to providers: one pool and one breaker for each origin, addresses judged at every connect. */
export class Upstream implements AsyncDisposable {
  readonly #guard: AddressGuard;
  readonly #nowMs: () => number;
  readonly #providers = new Map<string, Provider>();
  /** The provider of each base address, so that addresses are parsed once. */
  readonly #byAddress = new Map<string, Provider>();

  constructor(guard: AddressGuard, nowMs: () => number) {
    this.#guard = guard;
    this.#nowMs = nowMs;
  }

  /** Seconds that the provider's breaker asks to wait; 0 when it may be called, and then {@link call} must follow. */
  waitSeconds(baseUrl: string): number {
    return this.#provider(baseUrl).breaker.waitSeconds(this.#nowMs());
  }

  async call(call: UpstreamCall): Promise<CutAnswer | ProviderFault> {
    const { pool, breaker, isClosed } = this.#provider(call.baseUrl);
    const outcome = isClosed ? providerFault('address') : await dispatch(pool, call);
    this.#judge(breaker, outcome);
    return outcome;
  }

  /** Origins whose breaker is open now. */
  openBreakers(): number {
    return [...this.#providers.values()].filter(({ breaker }) => breaker.isOpen).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#providers.values()].map(({ pool }) => pool.destroy()));
  }

  /** An address written as a number is connected to without a look-up, so it is judged here. */
  #isClosedLiteral(hostname: string): boolean {
    const bare = hostname.replace(/^\[(.*)\]$/, '$1');
    return isIP(bare) !== 0 && !this.#guard(bare);
  }

  #judge(breaker: Breaker, outcome: CutAnswer | ProviderFault): void {
    if (!('fault' in outcome) || outcome.fault === 'not-found') return breaker.succeeded();
    if (outcome.fault === 'caller-left') return breaker.unknown();
    if (outcome.fault === 'status' && (outcome.status ?? 500) < 500) return breaker.succeeded();
    return breaker.failed(this.#nowMs());
  }

  #provider(baseUrl: string): Provider {
    const known = this.#byAddress.get(baseUrl);
    if (known) return known;
    const { origin, hostname } = new URL(baseUrl);
    const provider = this.#providers.get(origin) ?? this.#opened(origin, hostname);
    this.#byAddress.set(baseUrl, provider);
    return provider;
  }

  #opened(origin: string, hostname: string): Provider {
    if (this.#providers.size >= providersMax) this.#forgetOldest();
    const lookup = guardedLookup(this.#guard);
    const pool = new Pool(origin, { connections: connectionsMax, pipelining: 1, connect: { lookup, timeout: connectTimeoutMs } });
    const provider = { pool, breaker: new Breaker(), isClosed: this.#isClosedLiteral(hostname) };
    this.#providers.set(origin, provider);
    return provider;
  }

  #forgetOldest(): void {
    const oldest = this.#providers.entries().next();
    if (oldest.done) return;
    const [origin, { pool }] = oldest.value;
    this.#providers.delete(origin);
    this.#byAddress.clear();
    // Calls under way end by themselves; the pool closes after them.
    pool.close().catch(() => undefined);
  }
}

const headersOf = {
  get: { accept: 'application/json', 'accept-encoding': 'identity' },
  post: { accept: 'application/json', 'accept-encoding': 'identity', 'content-type': 'application/json' },
};

function dispatch(pool: Pool, call: UpstreamCall): Promise<CutAnswer | ProviderFault> {
  return new Promise((settle) => {
    const reader = new AnswerReader(call.plan, { sink: call.sink, timeoutMs: call.timeoutMs, settle });
    call.onStop(() => reader.stop(providerFault('caller-left')));
    const headers = call.body === null ? headersOf.get : headersOf.post;
    pool.dispatch(
      { path: call.path, method: call.method, headers, body: call.body, headersTimeout: call.timeoutMs, bodyTimeout: silenceMsMax },
      reader,
    );
  });
}
