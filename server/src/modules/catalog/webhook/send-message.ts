import { isIP } from 'node:net';
import type { attemptOutcomes } from '@karez/contract/catalog/webhook';
import { isRefusal } from '@karez/kit/refusal';
import { Agent, request } from 'undici';
import type { Needs } from '#platform/needs';
import { addressGuard, ClosedAddress, guardedLookup } from '#platform/outer-address';
import type { Message } from './message.ts';
import { webhookAddress } from './webhook-address.ts';

export type AttemptOutcome = (typeof attemptOutcomes)[number];
/** How an endpoint answered; of the answer nothing but its size is kept. */
export type Sent = {
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly answerBytes: number | null;
  readonly durationMs: number;
};
export type Send = (url: string, message: Message) => Promise<Sent>;

const timeoutMs = 10_000;
const answerBytesMax = 64 * 1024;

/**
 * Sends messages over connections that open only to addresses that may be called: judged after the name was resolved, at every connect. It follows
 * no redirect and reads an answer only to count it.
 */
export function openSender(config: Needs['config']): Send {
  const guard = addressGuard(config.KAREZ_WEBHOOK_ADDRESSES);
  const connect = { lookup: guardedLookup(guard), timeout: 3000 };
  const dispatcher = new Agent({ connect, connections: 4, keepAliveTimeout: 1000, maxResponseSize: answerBytesMax });
  return async (text, message) => {
    const begun = performance.now();
    const since = () => Math.round(performance.now() - begun);
    const url = webhookAddress(text, config);
    if (isRefusal(url) || isClosedLiteral(url.hostname, guard)) return failed('closed-address', since());
    try {
      const answer = await request(url, { dispatcher, method: 'POST', ...message, signal: AbortSignal.timeout(timeoutMs) });
      const answerBytes = await sizeOf(answer.body);
      return { outcome: outcomeOf(answer.statusCode), status: answer.statusCode, answerBytes, durationMs: since() };
    } catch (error) {
      return failed(outcomeOfError(error), since());
    }
  };
}

/** An address written as a number is connected to without a look-up, so it is judged here. */
function isClosedLiteral(hostname: string, guard: (address: string) => boolean): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) !== 0 && !guard(bare);
}

function failed(outcome: AttemptOutcome, durationMs: number): Sent {
  return { outcome, status: null, answerBytes: null, durationMs };
}

function outcomeOf(status: number): AttemptOutcome {
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

function outcomeOfError(error: unknown): AttemptOutcome {
  if (error instanceof ClosedAddress) return 'closed-address';
  const isSlow = error instanceof Error && (error.name === 'TimeoutError' || error.name.endsWith('TimeoutError'));
  return isSlow ? 'too-slow' : 'unreachable';
}

async function sizeOf(body: AsyncIterable<unknown>): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk instanceof Uint8Array ? chunk.length : 0;
  return bytes;
}
