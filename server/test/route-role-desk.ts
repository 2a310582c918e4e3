import { everySignedIn, type Seats } from './route-role-places.ts';

/** Who gets through to the desk: everybody to what waits for them, nobody to a notice for others. */
export const deskAccess: Readonly<Record<string, readonly Seats[]>> = {
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
