import type { OperationChoice, ServiceOperation, ServiceState } from '@karez/contract/gateway/schemas';
import { refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import type { Offered } from './openapi-document.ts';
import { personFaults, servedPerson, unansweredOf, type EntryItem, type Fault, type MappedEntry } from './person-source.ts';
import { personServiceFormat, serviceFormat, type CompiledService, type ServedOperation } from './runtime/compiled-service.ts';

/** An HTTP service of a published entry. */
export type Service = {
  readonly id: string;
  readonly code: string;
  readonly entryId: string;
  readonly entryCode: string;
  readonly entryName: string;
  readonly orgId: string;
  readonly systemId: string;
  readonly name: string;
  readonly state: ServiceState;
  readonly version: number;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly operations: readonly ServiceOperation[];
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly onlineSince: Date | null;
  /** Why the provider closed it (809-27.3), or the key of why the platform did; null unless it is offline. */
  readonly offlineReason: string | null;
};

/** Proposes the mapping of an operation: a field is the item whose field name it bears, below where the records stand. */
export function suggestionFor(offered: Offered, items: readonly EntryItem[]): OperationChoice {
  const below = offered.recordsAt === '' ? '' : `${offered.recordsAt}.`;
  const fields = offered.answerFields.flatMap(({ path }) => {
    const inRecord = path.startsWith(below) ? path.slice(below.length) : undefined;
    const last = inRecord?.split('.').at(-1)?.toLowerCase();
    const item = items.find(({ fieldName }) => fieldName !== null && fieldName.toLowerCase() === last);
    return item && inRecord ? [{ no: item.no, path: inRecord }] : [];
  });
  // The first field of a name wins: an item is carried by one field.
  const once = fields.filter((field, index) => fields.findIndex(({ no }) => no === field.no) === index);
  return { id: offered.id, recordsAt: offered.recordsAt, envelope: [...offered.envelope], fields: once, person: null };
}

/** Joins a provider's choices with what its document offers; refuses with every wrong place. */
export function operationsFrom(
  choices: readonly OperationChoice[],
  offered: readonly Offered[],
  entry: MappedEntry,
): ServiceOperation[] | Refusal {
  const wrong: FieldRefusal[] = [];
  const joined = choices.flatMap((choice, index) => {
    const found = offered.find(({ id }) => id === choice.id);
    const faults = found
      ? [...faultsOf(choice, found, entry.items), ...personFaults(choice, found, entry)]
      : [{ place: 'id', code: 'gateway.unknown-operation' }];
    wrong.push(...faults.map(({ place, code }) => ({ path: `/body/operations/${index}/${place}`, code, params: {} })));
    if (choices.findIndex(({ id }) => id === choice.id) !== index)
      wrong.push({ path: `/body/operations/${index}/id`, code: 'gateway.repeated', params: {} });
    return found ? [joinedOperation(choice, found)] : [];
  });
  return wrong.length > 0 ? refuse('gateway.service.invalid', { count: wrong.length }, wrong) : joined;
}

function joinedOperation({ recordsAt, envelope, fields, person }: OperationChoice, found: Offered): ServiceOperation {
  const { id, method, path, summary, parameters, takesBody } = found;
  return { id, method, path, summary, parameters, takesBody, recordsAt, envelope, fields, person };
}

function faultsOf(choice: OperationChoice, found: Offered, items: readonly EntryItem[]): Fault[] {
  const below = choice.recordsAt === '' ? '' : `${choice.recordsAt}.`;
  const documented = new Set(found.answerFields.map(({ path }) => path));
  const numbers = new Set(found.answerFields.filter(({ type }) => ['integer', 'number', 'boolean'].includes(type)).map(({ path }) => path));
  return [
    ...(choice.recordsAt !== '' && !found.answerFields.some(({ path }) => path.startsWith(below))
      ? [{ place: 'recordsAt', code: 'gateway.unknown-field' }]
      : []),
    ...choice.envelope.flatMap((path, at) =>
      numbers.has(path) && !path.startsWith(below || '\u0000') ? [] : [{ place: `envelope/${at}`, code: 'gateway.envelope-not-number' }],
    ),
    ...choice.fields.flatMap(({ no, path }, at) => {
      if (!items.some((item) => item.no === no)) return [{ place: `fields/${at}/no`, code: 'gateway.unknown-item' }];
      if (!documented.has(`${below}${path}`)) return [{ place: `fields/${at}/path`, code: 'gateway.unknown-field' }];
      return isRepeated(choice, at) ? [{ place: `fields/${at}`, code: 'gateway.repeated' }] : [];
    }),
  ];
}

function isRepeated({ fields }: OperationChoice, at: number): boolean {
  return fields.findIndex(({ no, path }) => no === fields[at]?.no || path === fields[at]?.path) !== at;
}

/** The address of a provider's service: http or https, a host, nothing hidden in it. Whether it may be called is asked elsewhere. */
export function serviceAddress(text: string): URL | Refusal {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isPlain && url.hostname !== '' ? url : refuse('gateway.address.malformed');
}

/** The service as gateways serve it; with persons in the format that only a gateway that marks them reads. */
export function compiledService(service: Service): CompiledService {
  const operations = service.operations.map(servedOperation);
  return {
    format: operations.some(({ person }) => person) ? personServiceFormat : serviceFormat,
    serviceId: service.id,
    code: service.code,
    version: service.version,
    online: service.state === 'online',
    entryId: service.entryId,
    providerOrgId: service.orgId,
    baseUrl: service.baseUrl,
    timeoutMs: service.timeoutMs,
    operations,
  };
}

function servedOperation({
  id,
  method,
  path,
  parameters,
  takesBody,
  recordsAt,
  envelope,
  fields,
  person,
}: ServiceOperation): ServedOperation {
  const served = servedPerson(person);
  return {
    id,
    method,
    path,
    takesBody,
    recordsAt,
    envelope,
    fields,
    parameters: parameters.map(({ name, place, required }) => ({ name, place, required })),
    ...(served && { person: served }),
  };
}

/** A draft or offline service opens; an online one closes. */
export function opened(service: Service, at: Date): Service | Refusal {
  if (service.state === 'online') return refuse('gateway.service.wrong-state', { state: service.state });
  return { ...service, state: 'online', version: service.version + 1, changedAt: at, onlineSince: at, offlineReason: null };
}

export function closed(service: Service, { at, reason }: { at: Date; reason: string }): Service | Refusal {
  if (service.state !== 'online') return refuse('gateway.service.wrong-state', { state: service.state });
  return { ...service, state: 'offline', version: service.version + 1, changedAt: at, onlineSince: null, offlineReason: reason };
}

/** Whether every mapped item still stands in the entry, and persons are named where it now holds personal data: a later version may differ. */
export function operationsStillFit(service: Service, entry: MappedEntry): true | Refusal {
  const known = new Set(entry.items.map(({ no }) => no));
  const wrong = service.operations.flatMap(({ fields, person }, operation) => [
    ...fields.flatMap(({ no }, field) =>
      known.has(no) ? [] : [{ path: `/operations/${operation}/fields/${field}/no`, code: 'gateway.unknown-item', params: {} }],
    ),
    ...unansweredOf(person, entry).map(({ place, code }) => ({ path: `/operations/${operation}/${place}`, code, params: {} })),
  ]);
  return wrong.length > 0 ? refuse('gateway.service.invalid', { count: wrong.length }, wrong) : true;
}
