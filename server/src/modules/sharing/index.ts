/** Front door of sharing: what a service or an exchange may ask about grants. */
export { GATEWAY_TOPIC } from './agree-and-grant.ts';
export { findGrant, type GrantRecord } from './grant-store.ts';
export type { GrantDocument } from './grant.ts';
