import { z } from 'zod';
import { apiPrefix, problemSchema, type Audience, type Route, type RefusalStatuses } from './route.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** JSON Schema of a contract schema as it stands on the wire (`input` for what callers send, `output` for what they get). */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- text made by JSON.stringify parses to JSON
  return JSON.parse(JSON.stringify(rest)) as Json;
}

function parametersOf(route: Route): Json[] {
  const place = (object: z.ZodObject, where: 'path' | 'query') =>
    Object.entries(object.shape).map(([name, schema]) => {
      const required = where === 'path' || !schema.safeParse(undefined).success;
      return { name, in: where, required, schema: schemaOf(schema, 'input') } satisfies Json;
    });
  const key: Json[] = route.idempotent
    ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 8, maxLength: 128 } }]
    : [];
  return [...place(route.params, 'path'), ...place(route.query, 'query'), ...key];
}

const fileSchema = { type: 'string', format: 'binary' } as const;
const bodyTypes = { json: 'application/json', upload: 'multipart/form-data', download: 'application/json' } as const;

function requestBodyOf(route: Route): Json | undefined {
  if (route.kind !== 'upload' && route.body.safeParse(undefined).success) return undefined;
  const schema = route.kind === 'upload' && route.body.safeParse(undefined).success ? { type: 'object' } : schemaOf(route.body, 'input');
  return { required: true, content: { [bodyTypes[route.kind]]: { schema } } };
}

function responsesOf(route: Route, statuses: RefusalStatuses): Json {
  const common = ['request.invalid', ...(route.audience === 'anyone' ? [] : ['request.signed-out', 'request.not-permitted'])];
  const byStatus = new Map<number, string[]>();
  for (const code of [...common, ...route.refusals]) {
    const status = statuses[code];
    if (status === undefined) throw new Error(`route ${route.id} names the refusal ${code}, which no module declares`);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const refused = [...byStatus].map(([status, codes]) => [
    String(status),
    { description: codes.join(', '), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  ]);
  const answer =
    route.kind === 'download'
      ? { description: 'the file', content: Object.fromEntries(route.mediaTypes.map((type) => [type, { schema: fileSchema }])) }
      : {
          description: 'done',
          ...(route.status === 204 ? {} : { content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } }),
        };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built from JSON values only
  return Object.fromEntries([[String(route.status), answer], ...refused]) as Json;
}

/** An empty requirement beside others means that an installation may let callers in without any. */
const securityOf: Readonly<Record<Audience, Json>> = {
  anyone: [],
  person: [{ session: [] }],
  client: [{ clientToken: [] }],
  reader: [{ session: [] }, { clientToken: [] }, {}],
};

function operationOf(route: Route, statuses: RefusalStatuses): Json {
  const body = requestBodyOf(route);
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.id.split('.')[0] ?? 'platform'],
    parameters: parametersOf(route),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: responsesOf(route, statuses),
    security: securityOf[route.audience],
    ...(route.power === null ? {} : { 'x-power': route.power }),
  };
}

/** The OpenAPI 3.1 document of a set of routes. Throws when a route names a refusal that nobody declares. */
export function openApiOf(routes: readonly Route[], statuses: RefusalStatuses): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, statuses) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Karez', version: '1', description: 'Government information-resource sharing platform (政务信息资源共享平台)' },
    servers: [{ url: apiPrefix }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'karez_session' },
        clientToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}
