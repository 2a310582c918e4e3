/** Front door of sharing: what a service may ask about grants. */
export { findGrant } from './grant-store.ts';
