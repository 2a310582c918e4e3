import { z } from 'zod';
import { componentsOf, type Components, type Json, type JsonObject, type PlacedSchema } from './openapi-components.ts';
import { apiPrefix, problemSchema, type Audience, type Route, type RefusalStatuses } from './route.ts';

type Parameter = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly required: boolean; readonly schema: Json };
/** A route with the schemas of what goes in and out of it; undefined where nothing does. */
type Described = {
  readonly route: Route;
  readonly parameters: readonly Parameter[];
  readonly body: Json | undefined;
  readonly answer: Json | undefined;
  readonly refused: readonly Refused[];
};
type Refer = Components['refer'];

/** JSON Schema of a contract schema as it stands on the wire (`input` for what callers send, `output` for what they get). */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- text made by JSON.stringify parses to JSON
  return JSON.parse(JSON.stringify(rest)) as Json;
}

function parametersIn(object: z.ZodObject, where: 'path' | 'query'): Parameter[] {
  return Object.entries(object.shape).map(([name, schema]) => {
    const required = where === 'path' || !schema.safeParse(undefined).success;
    return { name, in: where, required, schema: schemaOf(schema, 'input') };
  });
}

function parametersOf(route: Route): Parameter[] {
  const key: Parameter[] = route.idempotent
    ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 8, maxLength: 128 } }]
    : [];
  return [...parametersIn(route.params, 'path'), ...parametersIn(route.query, 'query'), ...key];
}

function bodyOf(route: Route): Json | undefined {
  const isOptional = route.body.safeParse(undefined).success;
  if (isOptional) return route.kind === 'upload' ? { type: 'object' } : undefined;
  return schemaOf(route.body, 'input');
}

function describe(route: Route, statuses: RefusalStatuses): Described {
  const isSaid = route.kind !== 'download' && route.status !== 204;
  const answer = isSaid ? schemaOf(route.answer, 'output') : undefined;
  return { route, parameters: parametersOf(route), body: bodyOf(route), answer, refused: refusedOf(route, statuses) };
}

/** Every schema at its place: answers of reading first, for they name best what a schema is. */
function placesOf(described: readonly Described[]): PlacedSchema[] {
  const read = described.filter(({ route }) => route.method === 'GET');
  const written = described.filter(({ route }) => route.method !== 'GET');
  return [
    ...[...read, ...written].map(({ route, answer }) => ({ place: `${route.id}.answer`, schema: answer ?? null })),
    ...described.map(({ route, body }) => ({ place: `${route.id}.body`, schema: body ?? null })),
    ...described.flatMap(({ route, parameters }) => parameters.map(({ name, schema }) => ({ place: `${route.id}.${name}`, schema }))),
  ];
}

const fileSchema = { type: 'string', format: 'binary' } as const;
const bodyTypes = { json: 'application/json', upload: 'multipart/form-data', download: 'application/json' } as const;

type Refused = { readonly status: number; readonly codes: readonly string[] };

/** The codes with which a route refuses, by status: an answer has one of them. */
function refusedOf(route: Route, statuses: RefusalStatuses): Refused[] {
  const common = ['request.invalid', ...(route.audience === 'anyone' ? [] : ['request.signed-out', 'request.not-permitted'])];
  const byStatus = new Map<number, string[]>();
  for (const code of [...common, ...route.refusals]) {
    const status = statuses[code];
    if (status === undefined) throw new Error(`route ${route.id} names the refusal ${code}, which no module declares`);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, codes]) => ({ status, codes }));
}

/** The answer that has one of some codes. */
function refusal(codes: readonly string[]): JsonObject {
  return { description: codes.join(', '), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

function responsesOf({ route, answer, refused }: Described, refer: Refer): Json {
  const done: Json =
    route.kind === 'download'
      ? { description: 'the file', content: Object.fromEntries(route.mediaTypes.map((type) => [type, { schema: fileSchema }])) }
      : { description: 'done', ...(answer === undefined ? {} : { content: { 'application/json': { schema: refer(answer) } } }) };
  const answers = refused.map(({ status, codes }): [string, Json] => {
    const [only] = codes;
    return [String(status), codes.length === 1 ? { $ref: `#/components/responses/${only}` } : refusal(codes)];
  });
  return { [String(route.status)]: done, ...Object.fromEntries(answers) };
}

/** An empty requirement beside others means that an installation may let callers in without any. */
const securityOf: Readonly<Record<Audience, Json>> = {
  anyone: [],
  person: [{ session: [] }],
  client: [{ clientToken: [] }],
  reader: [{ session: [] }, { clientToken: [] }, {}],
};

function operationOf(described: Described, refer: Refer): Json {
  const { route, parameters, body } = described;
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.id.split('.')[0] ?? 'platform'],
    parameters: parameters.map(({ schema, ...parameter }) => ({ ...parameter, schema: refer(schema) })),
    ...(body === undefined ? {} : { requestBody: { required: true, content: { [bodyTypes[route.kind]]: { schema: refer(body) } } } }),
    responses: responsesOf(described, refer),
    security: securityOf[route.audience],
    ...(route.power === null ? {} : { 'x-power': route.power }),
  };
}

/** The OpenAPI 3.1 document of a set of routes. Throws when a route names a refusal that nobody declares. */
export function openApiOf(routes: readonly Route[], statuses: RefusalStatuses): Json {
  const described = routes.map((route) => describe(route, statuses));
  const alone = described.flatMap(({ refused }) => refused.flatMap(({ codes }) => (codes.length === 1 ? codes : [])));
  const { refer, schemas } = componentsOf(placesOf(described));
  const paths: Record<string, Record<string, Json>> = {};
  for (const one of described) {
    const path = one.route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [one.route.method.toLowerCase()]: operationOf(one, refer) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Karez', version: '1', description: 'Government information-resource sharing platform (政务信息资源共享平台)' },
    servers: [{ url: apiPrefix }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output'), ...schemas },
      responses: Object.fromEntries([...new Set(alone)].toSorted().map((code) => [code, refusal([code])])),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'karez_session' },
        clientToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}
