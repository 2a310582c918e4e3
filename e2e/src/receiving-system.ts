import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

const messageSchema = z.object({
  type: z.enum(['catalog.test', 'catalog.change']),
  eventId: z.uuid(),
  change: z.string().optional(),
  position: z.number().optional(),
  entry: z.object({ name: z.string() }).nullish(),
});

/** A message as the system of a department got it. */
export type Received = z.infer<typeof messageSchema> & {
  /** How many signatures it carries, and whether one of them is that of a secret. */
  readonly signatures: number;
  isSignedWith(secret: string): boolean;
};

export type ReceivingSystem = Disposable & {
  /** Where it listens: plain HTTP at this machine, as the demo city allows it. */
  readonly url: string;
  /** Every message from now on is answered with this status. */
  answerWith(status: number): void;
  /** Forgets what it has heard. */
  forgets(): void;
  /** The first message, of those that came and those that come, for which the question is answered yes. */
  hears(what: string, isIt: (message: Received) => boolean): Promise<Received>;
};

/** The next try after a failure may be half a minute away, and the machine may be busy. */
const hearMsMax = 120_000;
const ageSecondsMax = 300;

/** A department’s own system, as a developer writes it from the page of webhooks: it keeps what is signed and fresh. */
export async function receivingSystem(): Promise<ReceivingSystem> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let status = 204;
  const server = createServer((request, response) => {
    void (async () => {
      received.push(readMessage(await buffer(request), request.headers));
      response.writeHead(status).end();
      for (const look of waiting) look();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return {
    url: `http://127.0.0.1:${address.port}/changes`,
    answerWith: (next) => {
      status = next;
    },
    forgets: () => void received.splice(0),
    hears: (what, isIt) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const heard = received.find((message) => isIt(message));
          if (!heard) return;
          waiting.delete(look);
          clearTimeout(timer);
          resolve(heard);
        };
        const timer = setTimeout(() => reject(new Error(`the system heard nothing of ${what}: ${JSON.stringify(received)}`)), hearMsMax);
        waiting.add(look);
        look();
      }),
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function readMessage(body: Buffer, headers: IncomingHttpHeaders): Received {
  const text = body.toString('utf8');
  const seconds = String(headers['karez-timestamp']);
  const given = String(headers['karez-signature']).split(',');
  const isFresh = Math.abs(Date.now() / 1000 - Number(seconds)) < ageSecondsMax;
  return {
    ...messageSchema.parse(JSON.parse(text)),
    signatures: given.length,
    isSignedWith: (secret) => {
      const right = Buffer.from(`v1=${createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')}`);
      return isFresh && given.some((one) => one.length === right.length && timingSafeEqual(Buffer.from(one), right));
    },
  };
}
