import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { malformedEvidence } from './call-evidence.ts';
import { plainAddress } from './knock.ts';
import type { Runtime } from './runtime.ts';

type Refusing = Pick<Runtime, 'anonymous' | 'clock' | 'evidence' | 'lease' | 'log'>;

/** Answers bytes that are no HTTP request and ends the connection; they count as a refusal of nobody, like a call without a token. */
export function refuseMalformed(
  { anonymous, clock, evidence, lease, log }: Refusing,
  error: Error & { code?: string },
  socket: Duplex,
): void {
  // The caller left, was answered already, or opened a connection and asked nothing in time: nothing is refused.
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return endWith(socket, '408 Request Timeout');
  const isLong = error.code === 'HPE_HEADER_OVERFLOW';
  const origin = plainAddress(socket instanceof Socket ? (socket.remoteAddress ?? '') : '');
  const at = clock.now();
  if (anonymous.isSingle(origin, at.getTime()) && lease.holds()) {
    evidence
      .record(malformedEvidence(origin, { status: isLong ? 431 : 400, at }))
      .catch((fault: unknown) => log.error('a malformed call was not recorded', { error: String(fault) }));
  }
  endWith(socket, isLong ? '431 Request Header Fields Too Large' : '400 Bad Request');
}

function endWith(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
}
