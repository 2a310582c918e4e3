import { createServer } from 'node:http';

/** The provider of the benchmark: answers every call with one JSON record of about 1 KB (or a list of 100 KB). */
const record = {
  uscc: '91650402MA7XXXXX10',
  name: 'Karez Well Drilling Company of the Benchmark',
  phone: '13812341234',
  idNumber: '650402199001011234',
  address: 'x'.repeat(200),
  scope: 'y'.repeat(500),
  status: 'active',
  establishedOn: '2019-03-01',
};
const one = Buffer.from(JSON.stringify(record));
const many = Buffer.from(JSON.stringify({ total: 100, data: Array.from({ length: 100 }, () => record) }));

const server = createServer((request, response) => {
  const body = request.url?.startsWith('/companies/') ? one : many;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
