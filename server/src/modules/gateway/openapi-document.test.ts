import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '@karez/kit/refusal';
import { readOpenApi, type ReadDocument } from './openapi-document.ts';

function read(document: unknown): ReadDocument {
  const result = readOpenApi(typeof document === 'string' ? document : JSON.stringify(document));
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

const get = (schema: unknown, more: Record<string, unknown> = {}) => ({
  get: { responses: { 200: { content: { 'application/json': { schema } } } }, ...more },
});
const text = { type: 'string' };

test('YAML and JSON, 3.0 and 3.1, are read alike', () => {
  const yaml =
    'openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n        "200":\n          content:\n            application/json:\n              schema: {type: object, properties: {x: {type: string}}}\n';

  expect(read(yaml).operations).toMatchObject([{ method: 'GET', path: '/a', answerFields: [{ path: 'x', type: 'string' }] }]);
  expect(read({ openapi: '3.1.0', paths: { '/a': get({ type: 'object', properties: { x: text } }) } }).operations).toEqual(
    read(yaml).operations,
  );
});

test('the only list of objects is where records stand, and only numbers around it are proposed to leave', () => {
  const page = {
    type: 'object',
    properties: {
      total: { type: 'integer' },
      cursor: text,
      data: {
        type: 'array',
        items: { allOf: [{ type: 'object', properties: { a: text } }], properties: { b: { type: ['null', 'integer'] } } },
      },
    },
  };

  expect(read({ openapi: '3.1.0', paths: { '/a': get(page) } }).operations).toMatchObject([
    {
      recordsAt: 'data',
      envelope: ['total'],
      answerFields: [{ path: 'total' }, { path: 'cursor' }, { path: 'data.a' }, { path: 'data.b', type: 'integer' }],
    },
  ]);
});

test('references stay inside the document and end', () => {
  const document = {
    openapi: '3.0.0',
    paths: {
      '/a': get({ $ref: '#/components/schemas/Node' }),
      '/b': get({ $ref: 'http://169.254.169.254/' }),
      '/c': get({ $ref: '#/constructor' }),
      '/d': get({ $ref: '#/paths/~1d/get/responses/200/content/application~1json/schema' }),
    },
    components: { schemas: { Node: { type: 'object', properties: { name: text, child: { $ref: '#/components/schemas/Node' } } } } },
  };
  const { operations, leftOut } = read(document);

  expect(operations.map(({ path }) => path)).toEqual(['/a']);
  expect(operations[0]?.answerFields.length).toBeLessThan(20);
  expect(leftOut.map(({ reason }) => reason)).toEqual(['no-json-answer', 'no-json-answer', 'no-json-answer']);
});

test('a document that branches without end is read in bounded time', () => {
  const self = { $ref: '#/components/schemas/A' };
  const document = {
    openapi: '3.0.0',
    paths: { '/a': get(self) },
    components: {
      schemas: {
        A: {
          allOf: Array.from({ length: 20 }, () => self),
          properties: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`p${i}`, self])),
        },
      },
    },
  };
  const began = performance.now();

  readOpenApi(JSON.stringify(document));

  expect(performance.now() - began).toBeLessThan(5000);
});

test.each([
  ['/a/{id}', { parameters: [] }, 'parameter-unreadable'],
  ['/a/x{id}', { parameters: [{ name: 'id', in: 'path' }] }, 'parameter-unreadable'],
  ['/a', { parameters: [{ name: 'X-Key', in: 'header', required: true }] }, 'required-header'],
])('an operation that no caller could make is left out: %s', (path, more, reason) => {
  const document = {
    openapi: '3.0.0',
    paths: { '/ok': get({ type: 'object', properties: { x: text } }), [path]: get({ type: 'object', properties: { x: text } }, more) },
  };

  expect(read(document).leftOut).toEqual([{ operation: `GET ${path}`, reason }]);
});

test('aliases that grow without bound are refused', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(',')}]`);

  expect(readOpenApi(['openapi: 3.0.0', 'a0: &a0 [x]', ...levels].join('\n'))).toMatchObject({ code: 'gateway.document.unreadable' });
});

test('whatever a document holds, reading it answers and never throws', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 6 },
      fc.string({ maxLength: 5 }),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          '$ref',
          'get',
          'parameters',
          'responses',
          '200',
          'content',
          'application/json',
          'schema',
          'properties',
          'items',
          'allOf',
          'name',
          'in',
          'type',
        ),
        tie('any'),
        { maxKeys: 5 },
      ),
    ),
  })).any;
  fc.assert(
    fc.property(value, (paths) => {
      readOpenApi(JSON.stringify({ openapi: '3.0.0', paths: { '/a': paths }, components: paths, servers: paths, info: paths }));
    }),
    { numRuns: 500 },
  );
});
