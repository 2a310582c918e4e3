import { createServer } from 'node:http';
import { Pool } from 'undici';

/** Our own parts without any check: node:http and an undici pool that hand the bytes through. */
const pool = new Pool(process.env['UPSTREAM'] ?? '', { connections: 64, pipelining: 1 });
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  pool.dispatch(
    { path: request.url ?? '/', method: 'GET' },
    {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, status, headers) => response.writeHead(status, headers),
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => response.end(Buffer.concat(chunks)),
      onResponseError: () => response.destroy(),
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
