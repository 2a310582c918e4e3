import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { webhookEventHeader, webhookSignatureHeader, webhookTimeHeader } from '@karez/contract/catalog/webhook';

/** What an endpoint of a department was sent. */
export type Heard = {
  readonly eventId: string;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  readonly position: number | null;
};

/** A department's program that listens at a port of this machine and answers as the test says. */
export async function openEndpoint() {
  const heard: Heard[] = [];
  let answer: { status: number; headers?: Record<string, string>; text?: string } = { status: 204 };
  const server = createServer((request, response) => {
    void (async () => {
      const text = (await buffer(request)).toString('utf8');
      const position: unknown = JSON.parse(text).position ?? null;
      heard.push({
        eventId: String(request.headers[webhookEventHeader]),
        text,
        headers: request.headers,
        position: typeof position === 'number' ? position : null,
      });
      response.writeHead(answer.status, answer.headers);
      response.end(answer.text ?? '');
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    heard,
    url: `http://127.0.0.1:${port}/changes`,
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    close: () => server.close(),
  };
}

/** The signature that a receiver works out by itself, from the documentation alone. */
export function signatureOf({ text, headers }: Heard, secret: string): { given: string; right: string } {
  const right = createHmac('sha256', secret)
    .update(`${String(headers[webhookTimeHeader])}.${text}`)
    .digest('hex');
  return { given: String(headers[webhookSignatureHeader]), right: `v1=${right}` };
}
