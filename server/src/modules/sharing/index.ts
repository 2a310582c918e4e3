/** Front door of sharing: what a service may ask about grants. */
export { applicantsOf } from './application-store.ts';
export { promisedDemands } from './demand/demand-list-store.ts';
export { runningGrantsOf } from './running-grants.ts';
export { findGrant } from './grant-store.ts';
