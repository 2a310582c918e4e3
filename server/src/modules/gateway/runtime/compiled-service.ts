import { isFieldPath } from '@karez/policy/grant/grant';

/** Versions of the shape in the feed. */
export const serviceFormat = 1;
/** The shape with persons: a process that does not know it, and so would mark nobody, does not serve the service. */
export const personServiceFormat = 2;

export type ServedParameter = { readonly name: string; readonly place: 'path' | 'query'; readonly required: boolean };

/** Which value identifies the person that data is about: a field of each record, by its path in it, or a parameter of the call. */
export type PersonSource =
  | { readonly from: 'field'; readonly path: string }
  | { readonly from: 'parameter'; readonly place: 'path' | 'query'; readonly name: string };

/** One operation as the runtime serves it. Paths are templates with `{name}` segments; the upstream path is built from them, never copied. */
export type ServedOperation = {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly parameters: readonly ServedParameter[];
  readonly takesBody: boolean;
  /** Where records stand in the answer, which scalars around them leave, and which field carries which item. */
  readonly recordsAt: string;
  readonly envelope: readonly string[];
  readonly fields: readonly { readonly no: number; readonly path: string }[];
  /** Whose data it is; absent where no value says it, or where nobody was asked when the service was published. */
  readonly person?: PersonSource | null;
};

/** One service as the feed carries it to every gateway process. */
export type CompiledService = {
  readonly format: typeof serviceFormat | typeof personServiceFormat;
  readonly serviceId: string;
  readonly code: string;
  readonly version: number;
  readonly online: boolean;
  readonly entryId: string;
  readonly providerOrgId: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly operations: readonly ServedOperation[];
};

type Fields = Record<string, unknown>;

/** Reads a service from the feed or from disk; undefined when it is not one, so that it is not served. */
export function parseCompiledService(value: unknown): CompiledService | undefined {
  return isFields(value) && isService(value) ? value : undefined;
}

function isService(value: Fields): value is CompiledService & Fields {
  const wordsStand = ['serviceId', 'code', 'entryId', 'providerOrgId', 'baseUrl'].every((name) => isText(value[name]));
  const numbersStand = Number.isSafeInteger(value['version']) && Number.isSafeInteger(value['timeoutMs']);
  const isKnownFormat = value['format'] === serviceFormat || value['format'] === personServiceFormat;
  const isKnown = isKnownFormat && typeof value['online'] === 'boolean';
  return isKnown && wordsStand && numbersStand && isListOf(value['operations'], isOperation);
}

function isOperation(value: unknown): boolean {
  if (!isFields(value) || !isText(value['id']) || !isText(value['path']) || typeof value['takesBody'] !== 'boolean') return false;
  const isMethod = value['method'] === 'GET' || value['method'] === 'POST';
  return isMethod && isListOf(value['parameters'], isParameter) && isAnswerShape(value) && isPersonOf(value);
}

/** A parameter that names the person must be one that the operation has: else nobody would be marked. */
function isPersonOf({ person, parameters }: Fields): boolean {
  if (person === undefined || person === null) return true;
  if (!isFields(person)) return false;
  if (person['from'] === 'field') return isFieldPath(person['path']);
  const { from, place, name } = person;
  return (
    from === 'parameter' &&
    Array.isArray(parameters) &&
    parameters.some((one: unknown) => isFields(one) && one['place'] === place && one['name'] === name)
  );
}

function isAnswerShape({ recordsAt, envelope, fields }: Fields): boolean {
  return (recordsAt === '' || isFieldPath(recordsAt)) && isListOf(envelope, isFieldPath) && isListOf(fields, isField);
}

function isParameter(value: unknown): boolean {
  return (
    isFields(value) &&
    isText(value['name']) &&
    (value['place'] === 'path' || value['place'] === 'query') &&
    typeof value['required'] === 'boolean'
  );
}

function isField(value: unknown): boolean {
  return isFields(value) && Number.isSafeInteger(value['no']) && isFieldPath(value['path']);
}

function isListOf(value: unknown, isRight: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((entry: unknown) => isRight(entry));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= 2000;
}
