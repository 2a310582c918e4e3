/** Front door of the gateway: what supervision may ask about services and how far a grant's quota is used. */
export { showQuota, type QuotaUse } from './show-quota.ts';
export { findService as serviceById } from './service-store.ts';
export type { Service } from './service.ts';
