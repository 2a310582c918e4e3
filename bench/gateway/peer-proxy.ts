import httpProxy from '@fastify/http-proxy';
import { fastify } from 'fastify';

/** The peer: @fastify/http-proxy that does nothing but proxy, as its documentation recommends for throughput. */
const app = fastify({ logger: false });
await app.register(httpProxy, {
  upstream: process.env['UPSTREAM'] ?? '',
  undici: { connections: 64, pipelining: 1, keepAliveTimeout: 60_000 },
});
const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
process.send?.(Number(address.port));
