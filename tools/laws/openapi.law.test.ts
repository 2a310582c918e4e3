import { openApiOf } from '@karez/contract/openapi';
import { z } from 'zod';
import { beforeAll, expect, test } from 'vitest';
import { contractTables, type DeclaredRoute } from './contract-tables.ts';

const named = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema: z.unknown() })).optional();
const operationSchema = z.object({ operationId: z.string(), requestBody: z.object({ content }).optional(), responses: named });
type Operation = z.infer<typeof operationSchema>;
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: named, responses: named }),
});
const reference = z.strictObject({ $ref: z.string() });

let routes: readonly DeclaredRoute[];
let document: z.infer<typeof documentSchema>;
beforeAll(async () => {
  const tables = await contractTables();
  ({ routes } = tables);
  const statuses = Object.fromEntries(tables.refusals.map(({ code, status }) => [code, status]));
  document = documentSchema.parse(
    openApiOf(
      routes.map(({ route }) => route),
      statuses,
    ),
  );
});

/** What a reader sees who follows every reference. */
function followed(value: unknown): unknown {
  const to = reference.safeParse(value).data?.$ref;
  if (to !== undefined) return followed(componentAt(to));
  if (Array.isArray(value)) return value.map((one: unknown) => followed(one));
  const inner = named.safeParse(value).data;
  return inner ? Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, followed(one)])) : value;
}

function componentAt(to: string): unknown {
  const [, kind, name = ''] = /^#\/components\/(schemas|responses)\/([\w.-]+)$/u.exec(to) ?? [];
  const found = kind === 'schemas' || kind === 'responses' ? document.components[kind][name] : undefined;
  if (found === undefined) throw new Error(`${to} leads nowhere`);
  return found;
}

function wholeSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...whole } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(whole));
}

/** The whole schemas that the document gives for a route, each beside the contract's own. */
function givenAndOwn({ route }: DeclaredRoute, operation: Operation): { given: unknown; own: unknown }[] {
  const done = z.object({ content }).parse(operation.responses[String(route.status)]).content?.['application/json'];
  const taken = operation.requestBody?.content?.['application/json'];
  return [
    ...(route.status === 204 ? [] : [{ given: followed(done?.schema), own: wholeSchema(route.answer, 'output') }]),
    ...(taken ? [{ given: followed(taken.schema), own: wholeSchema(route.body, 'input') }] : []),
  ];
}

test('whoever follows the references of the OpenAPI document reads what every route takes and answers, whole', () => {
  const operations = new Map(
    Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => [one.operationId, one])),
  );
  expect(operations.size).toBe(routes.length);
  for (const declared of routes.filter(({ route }) => route.kind === 'json')) {
    const { id, refusals } = declared.route;
    const operation = operations.get(id) ?? { operationId: id, responses: {} };
    for (const { given, own } of givenAndOwn(declared, operation)) expect(given, id).toEqual(own);
    const answers = JSON.stringify(followed(operation.responses));
    for (const code of refusals) expect(answers, id).toContain(code);
  }
});

test('what stands in the OpenAPI document under a name is wanted, and what is wanted twice stands there once', () => {
  const text = JSON.stringify(document);
  const wanted = new Map<string, number>();
  for (const [, to = ''] of text.matchAll(/"\$ref":"([^"]+)"/gu)) wanted.set(to, (wanted.get(to) ?? 0) + 1);
  for (const [kind, components] of Object.entries(document.components))
    for (const name of Object.keys(components)) expect(wanted.get(`#/components/${kind}/${name}`), name).toBeGreaterThan(0);

  const schemas = Object.values(document.components.schemas).map((schema) => JSON.stringify(followed(schema)));
  expect(new Set(schemas).size).toBe(schemas.length);
  expect(text.length).toBeLessThan(JSON.stringify(followed(document.paths)).length / 3);
});
