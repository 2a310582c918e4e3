#!/usr/bin/env node
/** The command line: a dispatcher that loads only the command it runs. */
const usage = `karez evidence verify FILE [--witness DIR] [--keys FILE]

  Checks an evidence export, a receipt or a signed paper (PDF), offline. Needs neither database nor network.
  --witness DIR   heads and keys that a witness keeps; without it, cutting off the newest records cannot be excluded
  --keys FILE     public keys to trust (a file of key lines); without it the keys in FILE itself are used, and named

  Exit code: 0 intact, 1 something is wrong with the evidence, 2 the command could not be run.`;

async function run(words: readonly string[]): Promise<number> {
  const [group, verb, ...rest] = words;
  if (group === 'evidence' && verb === 'verify') {
    const { verifyCommand } = await import('./evidence-verify.ts');
    return verifyCommand(rest, {
      write: (line) => void process.stdout.write(`${line}\n`),
      complain: (line) => void process.stderr.write(`${line}\n`),
    });
  }
  process.stderr.write(`${usage}\n`);
  return group === 'help' || group === '--help' ? 0 : 2;
}

process.exitCode = await run(process.argv.slice(2));
