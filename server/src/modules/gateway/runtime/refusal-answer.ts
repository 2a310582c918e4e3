import type { ServerResponse } from 'node:http';
import type { Language } from '@karez/contract/wording';
import { problemOf } from '#platform/http/problem';
import { asRefusal, type CallRefusal } from './admission.ts';

/** Sends a refusal as problem+json (RFC 9457) in the caller's language, with whose trouble it is and when to come again. */
export function sendRefusal(
  response: ServerResponse,
  refusal: CallRefusal,
  about: { language: string | undefined; evidence: string | null },
): void {
  if (response.destroyed || response.headersSent) return;
  const problem = problemOf(asRefusal(refusal), {
    status: refusal.status,
    language: languageOf(about.language),
    origin: refusal.origin,
    evidence: about.evidence,
  });
  const body = Buffer.from(JSON.stringify(problem));
  const headers: Record<string, string | number> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  if (about.evidence !== null) headers['karez-evidence'] = about.evidence;
  if (refusal.retryAfterSeconds !== null) headers['retry-after'] = refusal.retryAfterSeconds;
  if (refusal.status === 401) headers['www-authenticate'] = 'Bearer';
  // A body that was not read to its end cannot be followed by another request.
  if (refusal.code.startsWith('gateway.body.')) headers['connection'] = 'close';
  response.writeHead(refusal.status, headers);
  response.end(body);
}

/** The first language of the header that refusals are written in; Chinese where it names none. */
function languageOf(header: string | undefined): Language {
  const tags = (header ?? '').split(',', 20).map((part) => part.trim().slice(0, 2).toLowerCase());
  return tags.find((tag): tag is Language => tag === 'zh' || tag === 'ug' || tag === 'en') ?? 'zh';
}
