import { at, everySignedIn, nobody, type Seats } from './route-role-places.ts';

/** The heads of a unit oversee its delegations; whoever gave one and whoever has it are two people, and no seats. */
const heads = at(['OFFICE_HEAD', 'DEPT_LEADER'], 'provider');

/** Who gets through to the desk: everybody to what waits for them, nobody to a notice for others. */
export const deskAccess: Readonly<Record<string, readonly Seats[]>> = {
  'desk.act-as-self': everySignedIn,
  'desk.act-for': nobody,
  'desk.give-delegation': everySignedIn,
  'desk.list-delegated-acts': heads,
  'desk.list-delegations': everySignedIn,
  'desk.revoke-delegation': heads,
  'desk.choose-mail-language': everySignedIn,
  'desk.confirm-address': everySignedIn,
  'desk.give-address': everySignedIn,
  'desk.export-begun': everySignedIn,
  'desk.export-notices': everySignedIn,
  'desk.export-todos': everySignedIn,
  'desk.list-begun': everySignedIn,
  'desk.list-notices': everySignedIn,
  'desk.list-todos': everySignedIn,
  'desk.read-all-notices': everySignedIn,
  'desk.read-counts': everySignedIn,
  'desk.read-mail-service': ['SYS_ADMIN@*', 'PLATFORM_OPERATOR@*'],
  'desk.read-mailbox': everySignedIn,
  'desk.read-notice': ['CATALOG_REGISTRAR@provider'],
  'desk.remove-address': everySignedIn,
};
