import { z } from 'zod';
import { allowedSchema } from '../route.ts';

const id = z.uuid();
const instant = z.iso.datetime();
const line = (max: number) => z.string().trim().max(max);
const fieldPath = z.string().min(1).max(500);

export const serviceStates = ['draft', 'online', 'offline'] as const;
export const serviceStateSchema = z.enum(serviceStates);
export type ServiceState = z.infer<typeof serviceStateSchema>;

/** Largest OpenAPI document that is read, in characters. */
export const openApiCharactersMax = 1_000_000;

export const parameterSchema = z.strictObject({
  name: z.string().min(1).max(100),
  place: z.enum(['path', 'query']),
  required: z.boolean(),
  /** What one value of it is by the document; `any` where the document does not say, or writes it in a way of its own. */
  type: z.string().max(20).default('any'),
  description: z.string().max(1000),
  example: z.string().max(200).nullable(),
});

/** Which field of a record carries which item of the entry. */
export const mappedFieldSchema = z.strictObject({ no: z.int().min(1).max(999), path: fieldPath });

/**
 * Which value identifies the person that data is about: a field of each record (by its path in it; it need not be an item), a parameter
 * of the call, or none. Its marks are kept as evidence, so that a person can one day see who used data about them; it is not thereby shown.
 */
export const personSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('field'), path: fieldPath }),
  z.strictObject({ from: z.literal('parameter'), place: z.enum(['path', 'query']), name: z.string().min(1).max(100) }),
  z.strictObject({ from: z.literal('none') }),
]);
export type PersonSource = z.infer<typeof personSourceSchema>;
/** null: not answered; for an entry with personal data such a service cannot be registered, changed or put online. */
const answeredPerson = personSourceSchema.nullable().default(null);

/** What a provider chooses of one operation: where records stand, which numbers around them leave, which field is which item. */
export const operationChoiceSchema = z.strictObject({
  id: z.string().min(1).max(200),
  /** Dotted path to the record or the list of records; '' when it is the whole answer. */
  recordsAt: z.string().max(500),
  envelope: z.array(fieldPath).max(20),
  fields: z.array(mappedFieldSchema).min(1).max(500),
  person: answeredPerson,
});
export type OperationChoice = z.infer<typeof operationChoiceSchema>;

/** One operation as the provider's document describes it. */
export const readOperationSchema = z.strictObject({
  id: z.string(),
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  summary: z.string(),
  parameters: z.array(parameterSchema),
  takesBody: z.boolean(),
  /** Fields of the answer, from its root, with the type that the document states. */
  answerFields: z.array(z.strictObject({ path: z.string(), type: z.string(), description: z.string() })),
  suggestion: operationChoiceSchema.omit({ fields: true }).extend({ fields: z.array(mappedFieldSchema).max(500) }),
});
export type ReadOperation = z.infer<typeof readOperationSchema>;

export const documentReadingSchema = z.object({
  title: z.string(),
  version: z.string(),
  servers: z.array(z.string()),
  operations: z.array(readOperationSchema),
  /** Operations that cannot be offered, each with the reason. */
  leftOut: z.array(z.object({ operation: z.string(), reason: z.string() })),
  /** Items of the entry that no field carries yet. */
  unmappedItems: z.array(z.object({ no: z.int(), nameZh: z.string() })),
  /** Whether the entry holds personal data, so that each operation must say whose. */
  holdsPersonalData: z.boolean(),
});
export type DocumentReading = z.infer<typeof documentReadingSchema>;

export const serviceOperationSchema = z.strictObject({
  ...readOperationSchema.omit({ suggestion: true, answerFields: true }).shape,
  recordsAt: z.string(),
  envelope: z.array(z.string()),
  fields: z.array(mappedFieldSchema),
  /** To the provider only: what it names may be no item, and then is nobody else's to know. */
  person: answeredPerson,
});
export type ServiceOperation = z.infer<typeof serviceOperationSchema>;

/** What a provider writes of a service. */
export const serviceInputSchema = z.strictObject({
  name: line(100).min(1),
  baseUrl: z.string().max(500),
  /** Time in which the provider's service answers, in milliseconds. */
  timeoutMs: z.int().min(100).max(60_000),
  operations: z.array(operationChoiceSchema).min(1).max(100),
});

export const serviceSummarySchema = z.object({
  id,
  code: z.string(),
  name: z.string(),
  state: serviceStateSchema,
  entry: z.object({ id, code: z.string(), name: z.string() }),
  provider: z.object({ id, name: z.string() }),
  operationCount: z.int(),
  onlineSince: instant.nullable(),
  allowed: allowedSchema,
});
export type ServiceSummary = z.infer<typeof serviceSummarySchema>;

/** A service with everything that its page shows; `baseUrl` only to the provider. */
export const serviceSchema = serviceSummarySchema.extend({
  version: z.int(),
  systemId: id,
  baseUrl: z.string().nullable(),
  timeoutMs: z.int(),
  operations: z.array(serviceOperationSchema),
  items: z.array(z.object({ no: z.int(), nameZh: z.string(), fieldName: z.string().nullable() })),
  /** Whether the entry holds personal data, so that each operation must say whose. */
  holdsPersonalData: z.boolean(),
  /** For a caller: where to call, where to get a token, which headers each call carries. */
  calling: z.object({
    url: z.string(),
    tokenEndpoint: z.string(),
    matterHeader: z.string(),
    operatorHeader: z.string(),
    grantHeader: z.string(),
  }),
  changedAt: instant,
  /** Why the provider, or the platform itself, closed it, in the reader's language where it is the platform; null unless it is offline. */
  offlineReason: z.string().nullable(),
});
export type GatewayService = z.infer<typeof serviceSchema>;

/** One call made from the documentation page, through the same door as every other. */
export const tryInputSchema = z.strictObject({
  operationId: z.string().min(1).max(200),
  /** Got at the token endpoint by the developer; used for this one call, kept nowhere. */
  accessToken: z.string().min(20).max(4096),
  grantId: z.string().max(100).nullable(),
  matter: line(64),
  operator: line(64),
  parameters: z.record(z.string().max(100), z.string().max(500)),
  body: z.string().max(65_536).nullable(),
});
export const tryAnswerSchema = z.object({
  status: z.int(),
  evidence: z.string().nullable(),
  retryAfterSeconds: z.int().nullable(),
  contentType: z.string(),
  body: z.string(),
  /** Whether only the beginning of the answer is shown. */
  cut: z.boolean(),
  durationMs: z.int(),
});
export type TryAnswer = z.infer<typeof tryAnswerSchema>;
