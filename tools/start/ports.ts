import { once } from 'node:events';
import { createServer } from 'node:net';
import { refuse, type Refusal } from '@karez/kit/refusal';

export type WantedPort = { readonly host: string; readonly port: number; readonly use: string; readonly variable: string };

/** Refuses the first port that cannot be listened on, naming what it is for and which variable chooses another. */
export async function refuseTakenPorts(wanted: readonly WantedPort[]): Promise<Refusal | undefined> {
  for (const one of wanted) {
    const code = await codeOfListening(one);
    const params = { host: one.host, port: one.port, use: one.use, variable: one.variable };
    if (code === 'EADDRINUSE') return refuse('start.port.taken', params);
    if (code !== undefined) return refuse('start.port.not-allowed', params);
  }
  return undefined;
}

async function codeOfListening({ host, port }: WantedPort): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  server.close();
  await once(server, 'close');
  return undefined;
}
