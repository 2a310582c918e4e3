import { expect, test } from 'vitest';
import { parameterTypeOf } from './openapi-parameter.ts';

const document = {
  components: {
    schemas: { Id: { type: 'string' }, Ids: { type: 'array', items: { type: 'string' } }, Round: { $ref: '#/components/schemas/Round' } },
  },
};
const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test.each([
  ['a text', { schema: { type: 'string' } }, 'string'],
  ['a whole number', { schema: { type: 'integer' } }, 'integer'],
  ['a text or nothing, as 3.1 writes it', { schema: { type: ['null', 'string'] } }, 'string'],
  ['a text behind a reference', { schema: schema('Id') }, 'string'],
  ['a text in parts', { schema: { allOf: [schema('Id')], description: 'x' } }, 'string'],
  ['a text or a whole number', { schema: { oneOf: [schema('Id'), { type: 'integer' }] } }, 'string'],
  ['a list', { schema: { type: 'array' }, explode: false }, 'array'],
  ['a list behind a reference', { schema: schema('Ids') }, 'array'],
  ['a text or a list', { schema: { anyOf: [schema('Id'), schema('Ids')] } }, 'any'],
  ['a text or a list, as 3.1 writes it', { schema: { type: ['string', 'array'] } }, 'any'],
  ['nothing said', {}, 'any'],
  ['a circle', { schema: schema('Round') }, 'any'],
  ['a text of JSON', { content: { 'application/json': { schema: { type: 'string' } } } }, 'any'],
  ['written after a bar', { schema: { type: 'string' }, style: 'pipeDelimited' }, 'any'],
])('the type of a parameter that is %s', (_what, parameter, type) => {
  expect(parameterTypeOf(document, parameter, 'query')).toBe(type);
});

test('a label or matrix in a path is not the value itself', () => {
  expect(['simple', 'label', 'matrix'].map((style) => parameterTypeOf(document, { style, schema: { type: 'string' } }, 'path'))).toEqual([
    'string',
    'any',
    'any',
  ]);
});
