/** JSON, as an OpenAPI document is made of it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** A schema at its place in the document: `catalog.get-entry.answer.content`. */
export type PlacedSchema = { readonly place: string; readonly schema: Json };

/** A shorter schema is read faster where it stands than behind a name. */
const namedLengthMin = 100;
/** Keywords of which the value is a schema, a list of schemas, and schemas by name: those of JSON Schema 2020-12 that contracts use. */
const oneUnder: readonly string[] = ['items', 'additionalProperties', 'propertyNames'];
const manyUnder: readonly string[] = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const namedUnder = 'properties';

/** What turns a schema into itself with references, and what they lead to. */
export type Components = { readonly refer: (schema: Json) => Json; readonly schemas: JsonObject };

/**
 * Gives every schema that stands at several places one name, so that a document says it once and a reader sees that two answers carry the same.
 * A name is the first place where the schema stands, the least deep first in the order given; of a text with a format it is the format.
 * Throws when two schemas would have one name.
 */
export function componentsOf(placed: readonly PlacedSchema[]): Components {
  const names = new Map<string, string>();
  const named: PlacedSchema[] = [];
  for (const { place, schema } of standingTwice(placed)) {
    const format = formatOf(schema);
    const name = format === undefined || named.some((other) => other.place === format) ? place : format;
    if (named.some((other) => other.place === name)) throw new Error(`two schemas would be named ${name}`);
    names.set(JSON.stringify(schema), name);
    named.push({ place: name, schema });
  }
  const refer = (schema: Json): Json => {
    const name = names.get(JSON.stringify(schema));
    return name === undefined ? inner(schema) : { $ref: `#/components/schemas/${name}` };
  };
  const inner = (schema: Json): Json => (isObject(schema) ? withParts(schema, refer) : schema);
  const sorted = named.toSorted((a, b) => (a.place < b.place ? -1 : 1));
  return { refer, schemas: Object.fromEntries(sorted.map(({ place, schema }) => [place, inner(schema)])) };
}

/** Schemas that stand at more than one place, each at the first. What stands only inside such a one does not stand twice itself. */
function standingTwice(placed: readonly PlacedSchema[]): PlacedSchema[] {
  const seen = new Map<string, PlacedSchema & { times: number }>();
  const waiting = [...placed];
  // Schemas inside those of a depth are looked at after them; the list grows while it is gone through.
  for (const { place, schema } of waiting) {
    const text = JSON.stringify(schema);
    const known = seen.get(text);
    if (known) known.times++;
    if (known || !isObject(schema)) continue;
    seen.set(text, { place, schema, times: 1 });
    waiting.push(...partsOf(schema).map(({ key, part }) => ({ place: `${place}.${key}`, schema: part })));
  }
  return [...seen].flatMap(([text, { place, schema, times }]) => (times > 1 && text.length >= namedLengthMin ? [{ place, schema }] : []));
}

/** Schemas right inside a schema, each under the word by which its place is called. */
function partsOf(schema: JsonObject): { key: string; part: Json }[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (oneUnder.includes(keyword)) return [{ key: keyword === 'items' ? 'each' : keyword, part: value }];
    if (manyUnder.includes(keyword) && Array.isArray(value)) return value.map((part: Json, place) => ({ key: `${place + 1}`, part }));
    return keyword === namedUnder && isObject(value) ? Object.entries(value).map(([key, part]) => ({ key, part })) : [];
  });
}

function withParts(schema: JsonObject, change: (part: Json) => Json): Json {
  const changed = Object.entries(schema).map(([keyword, value]): [string, Json] => {
    if (oneUnder.includes(keyword)) return [keyword, change(value)];
    if (manyUnder.includes(keyword) && Array.isArray(value)) return [keyword, value.map((part: Json) => change(part))];
    if (keyword !== namedUnder || !isObject(value)) return [keyword, value];
    return [keyword, Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)]))];
  });
  return Object.fromEntries(changed);
}

function formatOf(schema: Json): string | undefined {
  const format = isObject(schema) && schema['type'] === 'string' ? schema['format'] : undefined;
  return typeof format === 'string' ? format : undefined;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
