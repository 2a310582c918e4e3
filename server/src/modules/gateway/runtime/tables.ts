import { createPublicKey, type KeyObject } from 'node:crypto';
import { isRefusal } from '@karez/kit/refusal';
import { compileCut, type CutPlan, type CutShape } from '@karez/policy/grant/cut-plan';
import { readyGrant, type OfferedService, type ReadyGrant } from '@karez/policy/grant/decision';
import { parseCompiledGrant } from '@karez/policy/grant/grant';
import { parseCompiledService, type ServedOperation } from './compiled-service.ts';
import { routedService, type RoutedService } from './service-route.ts';

/** Topic of the feed that every gateway process follows. */
export const gatewayTopic = 'gateway';

/** A machine client as identity publishes it; a disabled one is withdrawn from the feed. */
export type KnownClient = { readonly clientId: string; readonly orgId: string };

/** An operation of a service for one grant: what it offers and what of its answers may leave. */
export type OpenedOperation = { readonly offered: OfferedService; readonly plan: CutPlan };

type Delta = { readonly kind: string; readonly key: string; readonly body: unknown };

/**
 * What a gateway process knows, in memory: grants by client and entry, services by code, clients and token keys by id. Fed by
 * deltas in commit order; a delta that cannot be read closes what it names, it never leaves the older version open.
 */
export class GatewayTables {
  readonly #grants = new Map<string, ReadyGrant>();
  readonly #grantsByUse = new Map<string, Set<ReadyGrant>>();
  readonly #services = new Map<string, RoutedService>();
  readonly #serviceCodes = new Map<string, string>();
  readonly #clients = new Map<string, KnownClient>();
  readonly #tokenKeys = new Map<string, KeyObject>();
  #opened = new WeakMap<ReadyGrant, Map<ServedOperation, OpenedOperation>>();
  /** Rises with every change of a token key: what was verified before counts no longer. */
  tokenKeyEpoch = 0;
  /** Deltas that could not be read: shown on /health. */
  unreadable = 0;

  apply(delta: Delta): void {
    switch (delta.kind) {
      case 'grant':
        return this.#applyGrant(delta);
      case 'service':
        return this.#applyService(delta);
      case 'client':
        return this.#applyClient(delta);
      case 'token-key':
        return this.#applyTokenKey(delta);
      default:
        // A kind that this release does not know cannot be served by it.
        return undefined;
    }
  }

  get size(): { grants: number; services: number; clients: number } {
    return { grants: this.#grants.size, services: this.#services.size, clients: this.#clients.size };
  }

  serviceByCode(code: string): RoutedService | undefined {
    return this.#services.get(code);
  }

  client(clientId: string): KnownClient | undefined {
    return this.#clients.get(clientId);
  }

  tokenKey(keyId: string): KeyObject | undefined {
    return this.#tokenKeys.get(keyId);
  }

  /** Grants that name the client for the entry, whatever their state: the decision says why one is closed. */
  grantsFor(clientId: string, entryId: string): ReadonlySet<ReadyGrant> {
    return this.#grantsByUse.get(useKey(clientId, entryId)) ?? noGrants;
  }

  /** The operation as one grant sees it, compiled at its first use. */
  opened(ready: ReadyGrant, { service }: RoutedService, operation: ServedOperation): OpenedOperation {
    const known = this.#opened.get(ready) ?? new Map<ServedOperation, OpenedOperation>();
    this.#opened.set(ready, known);
    const found = known.get(operation);
    if (found) return found;
    const made = openedOperation(ready, { entryId: service.entryId, online: service.online, operation });
    known.set(operation, made);
    return made;
  }

  #applyGrant({ key, body }: Delta): void {
    const old = this.#grants.get(key);
    if (old) this.#forgetGrant(key, old);
    if (body === null) return;
    const grant = parseCompiledGrant(body);
    const ready = isRefusal(grant) || grant.grantId !== key ? undefined : readyGrant(grant);
    if (!ready) {
      this.unreadable++;
      return;
    }
    this.#grants.set(key, ready);
    for (const clientId of ready.clients) {
      const use = useKey(clientId, ready.grant.entryId);
      const set = this.#grantsByUse.get(use) ?? new Set();
      this.#grantsByUse.set(use, set.add(ready));
    }
  }

  #forgetGrant(key: string, old: ReadyGrant): void {
    this.#grants.delete(key);
    for (const clientId of old.clients) {
      const use = useKey(clientId, old.grant.entryId);
      const set = this.#grantsByUse.get(use);
      set?.delete(old);
      if (set?.size === 0) this.#grantsByUse.delete(use);
    }
  }

  #applyService({ key, body }: Delta): void {
    const oldCode = this.#serviceCodes.get(key);
    if (oldCode !== undefined) this.#services.delete(oldCode);
    this.#serviceCodes.delete(key);
    this.#opened = new WeakMap();
    if (body === null) return;
    const service = parseCompiledService(body);
    if (!service || service.serviceId !== key) {
      this.unreadable++;
      return;
    }
    this.#serviceCodes.set(key, service.code);
    this.#services.set(service.code, routedService(service));
  }

  #applyClient({ key, body }: Delta): void {
    this.#clients.delete(key);
    if (body === null) return;
    const client = parseClient(key, body);
    if (client) this.#clients.set(key, client);
    else this.unreadable++;
  }

  #applyTokenKey({ key, body }: Delta): void {
    this.tokenKeyEpoch++;
    this.#tokenKeys.delete(key);
    if (body === null) return;
    const tokenKey = parseTokenKey(body);
    if (tokenKey) this.#tokenKeys.set(key, tokenKey);
    else this.unreadable++;
  }
}

const noGrants: ReadonlySet<ReadyGrant> = new Set();

function useKey(clientId: string, entryId: string): string {
  return `${clientId} ${entryId}`;
}

function openedOperation(ready: ReadyGrant, about: { entryId: string; online: boolean; operation: ServedOperation }): OpenedOperation {
  const { entryId, online, operation } = about;
  const masks = new Map(ready.grant.items.map(({ no, mask }) => [no, mask]));
  const fields = operation.fields.flatMap(({ no, path }) => {
    const mask = masks.get(no);
    return mask === undefined ? [] : [{ path, mask }];
  });
  const subject = operation.person?.from === 'field' ? operation.person.path : null;
  return {
    offered: { entryId, online, itemNos: operation.fields.map(({ no }) => no) },
    plan: compileCut({ recordsAt: operation.recordsAt, envelope: operation.envelope, fields, subject, rows: rowsOf(ready, operation) }),
  };
}

/** Where the region code of a record stands; where the operation gives it in no place, or in two, the record itself is looked at, and is none: nothing leaves. */
function rowsOf({ grant: { rowFilter } }: ReadyGrant, { fields }: ServedOperation): NonNullable<CutShape['rows']> | null {
  if (rowFilter === undefined) return null;
  const places = fields.filter(({ no }) => no === rowFilter.itemNo);
  return { path: places.length === 1 ? (places[0]?.path ?? '') : '', codePrefix: rowFilter.codePrefix };
}

function parseClient(clientId: string, body: unknown): KnownClient | undefined {
  if (typeof body !== 'object' || body === null || !('orgId' in body)) return undefined;
  return typeof body.orgId === 'string' ? { clientId, orgId: body.orgId } : undefined;
}

/** A public key on P-256, as `{ jwk }`; anything else closes the key. */
function parseTokenKey(body: unknown): KeyObject | undefined {
  if (typeof body !== 'object' || body === null || !('jwk' in body)) return undefined;
  const { jwk } = body;
  if (typeof jwk !== 'object' || jwk === null) return undefined;
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    // No key, or one whose coordinates are no point of the curve.
    return undefined;
  }
}
