import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_PROVIDER_PORT } from '../demo-provider/port.ts';

/** The demo city's provider service, saying when it answers. */
await import('../demo-provider/main.ts');
const answers = async () => (await fetch(`http://127.0.0.1:${DEMO_PROVIDER_PORT}/health`).catch(() => undefined))?.ok === true;
while (!(await answers())) await pause(100);
process.stdout.write('the provider is up\n');
