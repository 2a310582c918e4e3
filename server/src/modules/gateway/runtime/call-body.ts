import type { IncomingMessage } from 'node:http';

/** Largest body of a question, in bytes. */
export const bodyBytesMax = 65_536;

export type BodyFault = 'too-large' | 'not-json' | 'unexpected';

/** Reads the body of a call: null where the operation takes none. A body that is too long is not read to its end. */
export async function readBody(request: IncomingMessage, takesBody: boolean): Promise<Buffer | null | BodyFault> {
  const declared = Number(request.headers['content-length'] ?? 0);
  const hasBody = declared > 0 || request.headers['transfer-encoding'] !== undefined;
  if (!hasBody) return takesBody ? 'not-json' : null;
  if (!takesBody) return 'unexpected';
  if (declared > bodyBytesMax) return 'too-large';
  if (!request.headers['content-type']?.toLowerCase().startsWith('application/json')) return 'not-json';
  return (await collected(request)) ?? 'too-large';
}

async function collected(request: IncomingMessage): Promise<Buffer | 'not-json' | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > bodyBytesMax) return undefined;
    chunks.push(bytes);
  }
  const body = Buffer.concat(chunks);
  return isJson(body) ? body : 'not-json';
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString('utf8'));
    return true;
  } catch {
    // Not JSON: the caller is told so, the provider is not bothered.
    return false;
  }
}
