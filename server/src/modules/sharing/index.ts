/** Front door of sharing: what a service may ask about grants. */
export { applicantsOf } from './application-store.ts';
export { runningGrantsOf } from './running-grants.ts';
export { findGrant } from './grant-store.ts';
