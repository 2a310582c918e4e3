/** Front door of identity: who acts, what they may do where, and which organisations, systems and clients there are. */
export { systemActor, type Actor } from './actor.ts';
export { allowedOf } from './allowed.ts';
export { authorityFor } from './authority-for.ts';
export { findBusinessSystem as businessSystemById } from './business-system-store.ts';
export { clientsOfSystem } from './client-store.ts';
export { allRegions } from './region-store.ts';
export { findOrganisation as organisationById } from './organisation-store.ts';
export { organisations } from './organisations.ts';
export type { Organisation } from './organisation.ts';
export { personTitle } from './person-store.ts';
export { mayUse } from './powers.ts';
export { sampleDepartment } from './sample-department.ts';
export { confirmSecondFactor } from './second-factor.ts';
export type { SessionActor } from './actor.ts';
