import { sm3 } from '@karez/kit/crypto/sm3';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { AnswerOf, BodyOf } from '@karez/contract/route';
import type * as contract from '@karez/contract/gateway';
import { recordEvidence } from '#modules/audit/append';
import { businessSystemById, mayUse, type Actor } from '#modules/identity';
import { isUniqueViolation, type Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { readOpenApi, type ReadDocument } from './openapi-document.ts';
import { checkAddress, ownEntry } from './provider-entry.ts';
import { addService, documentOf, lockService, saveService } from './service-store.ts';
import { mayChangeService, maySeeService } from './service-policy.ts';
import type { MappedEntry } from './person-source.ts';
import { operationsFrom, suggestionFor, type Service } from './service.ts';

type RegisteringNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type RegisterService = { readonly actor: Actor; readonly input: BodyOf<typeof contract.registerService>; readonly origin: string };

/** Refuses state secrets and work secrets (809-3) before anything of the document is looked at; the refusal carries the declaration only. */
function refuseSecret(declaration: SecrecyDeclaration): Refusal | undefined {
  return declaration === 'not-secret' ? undefined : refuse('gateway.document.secret', { declaration });
}

/** Reads a provider's document and proposes which field carries which item; stores nothing. */
export async function proposeMapping(
  needs: RegisteringNeeds,
  { actor, secrecyDeclaration, entryId, document }: BodyOf<typeof contract.readOpenApi> & { actor: Actor },
): Promise<AnswerOf<typeof contract.readOpenApi> | Refusal> {
  const secret = refuseSecret(secrecyDeclaration);
  if (secret) return secret;
  const entry = await ownEntry(needs.database.reader, needs, { actor, entryId });
  if (isRefusal(entry)) return entry;
  const read = readOpenApi(document);
  if (isRefusal(read)) return read;
  const operations = read.operations.map(({ recordsAt, envelope, ...offered }) => ({
    ...offered,
    suggestion: suggestionFor({ ...offered, recordsAt, envelope }, entry.items),
  }));
  const mapped = new Set(operations.flatMap(({ suggestion }) => suggestion.fields.map(({ no }) => no)));
  return {
    title: read.title,
    version: read.version,
    servers: [...read.servers],
    operations,
    leftOut: [...read.leftOut],
    holdsPersonalData: entry.holdsPersonalData,
    unmappedItems: entry.items.filter(({ no }) => !mapped.has(no)).map(({ no, nameZh }) => ({ no, nameZh })),
  };
}

/** Registers a service of a published entry of the actor's own department, as a draft. */
export async function registerService(
  needs: RegisteringNeeds,
  { actor, input, origin }: RegisterService,
): Promise<{ serviceId: string } | Refusal> {
  const secret = refuseSecret(input.secrecyDeclaration);
  if (secret) return secret;
  const address = await checkAddress(needs.config, input.baseUrl);
  if (isRefusal(address)) return address;
  const read = readOpenApi(input.document);
  if (isRefusal(read)) return read;
  try {
    return await needs.database.transaction((tx) => register(tx, needs, { actor, input, origin, read }));
  } catch (error) {
    if (isUniqueViolation(error, 'service_code_key')) return refuse('gateway.service.code-taken', { code: input.code });
    throw error;
  }
}

async function register(
  tx: Transaction,
  needs: RegisteringNeeds,
  about: RegisterService & { read: ReadDocument },
): Promise<{ serviceId: string } | Refusal> {
  const { actor, input, read } = about;
  const entry = await ownEntry(tx, needs, { actor, entryId: input.entryId });
  if (isRefusal(entry)) return entry;
  const orgId = entry.provider.organisationId;
  const permitted = mayUse(actor, 'gateway.register', { orgId });
  if (isRefusal(permitted)) return permitted;
  const system = await businessSystemById(tx, input.systemId);
  if (!system || system.orgId !== orgId || system.state !== 'running') return refuse('gateway.system.not-yours');
  const operations = operationsFrom(input.operations, read.operations, entry);
  if (isRefusal(operations)) return operations;
  const at = needs.clock.now();
  const { code, name, baseUrl, timeoutMs } = input;
  const identity = {
    id: needs.newId(),
    code,
    entryId: entry.id,
    entryCode: entry.resourceCode,
    entryName: entry.name,
    orgId,
    systemId: system.id,
  };
  const service: Service = {
    ...identity,
    name,
    state: 'draft',
    version: 1,
    baseUrl,
    timeoutMs,
    operations,
    createdAt: at,
    changedAt: at,
    onlineSince: null,
    offlineReason: null,
  };
  const text = JSON.stringify(read.document);
  await addService(tx, service, { text, digest: sm3(Buffer.from(text)).toString('hex') });
  await recordServiceAct(tx, { actor, at, origin: about.origin, action: 'gateway.register-service', service });
  return { serviceId: service.id };
}

export type ChangeService = {
  readonly actor: Actor;
  readonly serviceId: string;
  readonly input: BodyOf<typeof contract.changeService>;
  readonly ifMatch: string | null;
  readonly origin: string;
};

/** Changes a service that is not online; the fields are checked against the document that it was registered with. */
export async function changeService(needs: RegisteringNeeds, command: ChangeService): Promise<{ serviceId: string } | Refusal> {
  const address = await checkAddress(needs.config, command.input.baseUrl);
  if (isRefusal(address)) return address;
  return needs.database.transaction((tx) => change(tx, needs, command));
}

async function change(tx: Transaction, needs: RegisteringNeeds, command: ChangeService): Promise<{ serviceId: string } | Refusal> {
  const { actor, serviceId, input, ifMatch, origin } = command;
  const service = await lockService(tx, serviceId);
  if (!service || !maySeeService(actor, service)) return refuse('gateway.service.not-found');
  const permitted = mayChangeService(actor, service);
  if (isRefusal(permitted)) return permitted;
  if (ifMatch === null) return refuse('request.etag-missing');
  if (ifMatch !== String(service.version)) return refuse('gateway.service.changed', { version: service.version });
  const entry = await ownEntry(tx, needs, { actor, entryId: service.entryId });
  if (isRefusal(entry)) return entry;
  const operations = await chosenAgain(tx, service, { choices: input.operations, entry });
  if (isRefusal(operations)) return operations;
  const at = needs.clock.now();
  const { name, baseUrl, timeoutMs } = input;
  const changed: Service = { ...service, name, baseUrl, timeoutMs, operations, version: service.version + 1, changedAt: at };
  await saveService(tx, changed);
  await recordServiceAct(tx, { actor, at, origin, action: 'gateway.change-service', service: changed });
  return { serviceId };
}

async function chosenAgain(
  tx: Transaction,
  service: Service,
  about: { choices: RegisterService['input']['operations']; entry: MappedEntry },
): Promise<Service['operations'] | Refusal> {
  const read = readOpenApi(JSON.stringify(await documentOf(tx, service.id)));
  return isRefusal(read) ? read : operationsFrom(about.choices, read.operations, about.entry);
}

type ServiceAct = {
  readonly actor: Actor;
  readonly at: Date;
  /** null: the platform acts by itself. */
  readonly origin: string | null;
  readonly action: string;
  readonly service: Service;
  /** Why the platform acted by itself. */
  readonly cause?: string;
};

/** The evidence of what was done to a service, in the transaction that does it. */
export async function recordServiceAct(tx: Transaction, { actor, at, origin, action, service, cause }: ServiceAct): Promise<void> {
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'gateway.service', id: service.id, revision: service.version },
    origin,
    facts: { state: service.state, operations: service.operations.length, ...(cause !== undefined && { cause }) },
  });
}
