/** The witness's own process, saying that it has begun. */
process.stdout.write('the witness is up\n');
await import('../../server/src/processes/witness.ts');
