import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** Runs `karez` with words as an auditor would on a machine of their own; answers its exit code and what it said. */
export async function karez(words: readonly string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code]: unknown[] = await once(child, 'close');
  return { code: Number(code), said };
}
