/** Front door of sharing: what a service may ask about grants, and how a case between two departments is read and shown. */
export { digestOf } from './agreement.ts';
export { applicantsOf } from './application-store.ts';
export { caseFacets, casesFound, caseReach, type CaseReach, type Counted } from './case-list.ts';
export { holdsPersonalValue } from './personal-value.ts';
export { promisedDemands } from './demand/demand-list-store.ts';
export { raiseAbove } from './dispute/raise-above.ts';
export { findGrant } from './grant-store.ts';
export { presentClock, sidesOf } from './present-application.ts';
export { runningGrantsOf } from './running-grants.ts';
