import { spawn } from 'node:child_process';

export type Program = { readonly args: readonly string[]; readonly cwd: string; readonly environment?: Readonly<Record<string, string>> };

/** Runs a Node program to its end with its output shown; answers its exit code. */
export function runProgram({ args, cwd, environment }: Program): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
