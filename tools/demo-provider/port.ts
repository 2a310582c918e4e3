/** Where the demo city's bureau answers, on this machine only. */
export const DEMO_PROVIDER_PORT = Number(process.env['DEMO_PROVIDER_PORT'] ?? '8090');
