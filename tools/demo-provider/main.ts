import { createServer, type ServerResponse } from 'node:http';
import type pg from 'pg';
import { companiesNamed, companyByCode, openCompanyDatabase } from './company-database.ts';
import { companyOpenApi } from './openapi.ts';
import { DEMO_PROVIDER_PORT } from './port.ts';

const PAGE_SIZE = 20;

/** The demo city's market-supervision bureau: a small real service on its own database, behind the gateway. */
const pool = await openCompanyDatabase(process.env['DATABASE_URL'] ?? '');
const server = createServer((request, response) => {
  answer(pool, new URL(request.url ?? '/', 'http://localhost'), response).catch(() =>
    send(response, 500, { error: 'the registry does not answer' }),
  );
});
server.listen(DEMO_PROVIDER_PORT, '127.0.0.1');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.closeAllConnections();
    server.close(() => void pool.end());
  });
}

async function answer(registry: pg.Pool, url: URL, response: ServerResponse): Promise<void> {
  if (url.pathname === '/health') return send(response, 200, { status: 'up' });
  if (url.pathname === '/openapi.json') return send(response, 200, companyOpenApi(`http://127.0.0.1:${DEMO_PROVIDER_PORT}`));
  const code = /^\/companies\/([0-9A-Z]{18})$/.exec(url.pathname)?.[1];
  if (code !== undefined) {
    const found = await companyByCode(registry, code);
    return found ? send(response, 200, found) : send(response, 404, { error: 'no such company' });
  }
  if (url.pathname !== '/companies') return send(response, 404, { error: 'no such path' });
  const page = Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1);
  return send(
    response,
    200,
    await companiesNamed(registry, { name: url.searchParams.get('name') ?? '', offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
  );
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length });
  response.end(bytes);
}
