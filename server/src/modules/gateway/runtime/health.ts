import type { SealingHealth } from '#modules/audit/append';
import type { Runtime } from './runtime.ts';

/** What the door knows of itself, measured when asked. `serving` is what decides the status: 200 or 503. */
export type GatewayHealth = {
  readonly serving: boolean;
  readonly leaseLeftMs: number;
  readonly feedPosition: number;
  readonly evidenceLagMs: number;
  /** How long ago evidence was last sealed; stalled, the door serves nothing. */
  readonly sealing: SealingHealth;
  readonly openBreakers: number;
  readonly unreadableDeltas: number;
  readonly grants: number;
  readonly services: number;
  readonly clients: number;
};

/** Oldest record that may wait before the door calls itself ill: evidence is what lets answers leave. */
const evidenceLagMsMax = 2_000;

export function healthOf({ lease, tables, evidence, upstream, sealing }: Runtime): GatewayHealth {
  const evidenceLagMs = Math.round(evidence.lagMs());
  return {
    serving: lease.holds() && !sealing.isStalled() && evidenceLagMs <= evidenceLagMsMax,
    leaseLeftMs: lease.leftMs(),
    feedPosition: lease.position,
    evidenceLagMs,
    sealing: sealing.health(),
    openBreakers: upstream.openBreakers(),
    unreadableDeltas: tables.unreadable,
    ...tables.size,
  };
}
