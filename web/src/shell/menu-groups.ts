import { paths } from '../paths.ts';

/** Groups of the menu; their words are `portal.menu.<key>`. */
export type GroupKey =
  | 'catalog'
  | 'compiling'
  | 'deciding'
  | 'duties'
  | 'quality'
  | 'desk'
  | 'sharing'
  | 'gateway'
  | 'audit'
  | 'law'
  | 'identity';

/** Shown to whoever holds any of the powers; to everyone where none is named. */
type MenuEntry = { readonly path: string; readonly word: string; readonly powers?: readonly string[] };
export type MenuGroup = { readonly key: GroupKey; readonly entries: readonly MenuEntry[] };

/** Posts that revise entries, or decide on their revision. */
const revising = ['catalog.register', 'catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.verify-denial'];

/** Work on the catalogue, by who does it and when. */
const catalogGroups: readonly MenuGroup[] = [
  {
    key: 'catalog',
    entries: [
      { path: paths.search(), word: 'portal.menu.search' },
      { path: paths.subscriptions(), word: 'portal.menu.subscriptions', powers: ['catalog.read'] },
      { path: paths.catalogues(), word: 'portal.menu.catalogues' },
      { path: paths.editions(), word: 'portal.menu.editions' },
    ],
  },
  {
    key: 'compiling',
    entries: [
      { path: paths.entryWork(), word: 'portal.menu.own-entries', powers: ['catalog.read'] },
      { path: paths.newEntry(), word: 'portal.menu.register', powers: ['catalog.register'] },
      { path: paths.imports(), word: 'portal.menu.imports', powers: ['catalog.import'] },
      { path: paths.campaigns(), word: 'portal.menu.campaigns', powers: ['catalog.register', 'catalog.publish', 'catalog.verify-denial'] },
      { path: paths.elements(), word: 'portal.menu.elements', powers: ['catalog.read'] },
      {
        path: paths.translations(),
        word: 'portal.menu.translations',
        powers: ['catalog.translate', 'catalog.register', 'catalog.publish'],
      },
    ],
  },
  {
    key: 'deciding',
    entries: [
      { path: paths.bulk(), word: 'portal.menu.bulk', powers: ['catalog.register', 'catalog.publish', 'catalog.review', 'catalog.sign'] },
      {
        path: paths.adjustments(),
        word: 'portal.menu.adjustments',
        powers: ['catalog.register', 'catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.suspend'],
      },
      { path: paths.transfers(), word: 'portal.menu.transfers', powers: ['catalog.publish', 'catalog.sign', 'catalog.register'] },
      {
        path: paths.opinions(),
        word: 'portal.menu.opinions',
        powers: ['catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.verify-denial', 'catalog.suspend'],
      },
    ],
  },
  {
    key: 'duties',
    entries: [
      { path: paths.revisionCases(), word: 'portal.menu.revision-cases', powers: revising },
      { path: paths.changeEvents(), word: 'portal.menu.change-events', powers: revising },
      {
        path: paths.acknowledgements(),
        word: 'portal.menu.acknowledgements',
        powers: [...revising, 'sharing.apply', 'sharing.consent-out'],
      },
      { path: paths.reassessments(), word: 'portal.menu.reassessments', powers: revising },
    ],
  },
  {
    key: 'quality',
    entries: [
      { path: paths.overview(), word: 'portal.menu.overview', powers: ['catalog.read'] },
      { path: paths.duplicates(), word: 'portal.menu.duplicates', powers: revising },
      { path: paths.conformance(), word: 'portal.menu.conformance', powers: revising },
    ],
  },
];

/** The whole menu; an entry whose powers the acting post does not carry is left out, and a group without entries too. */
export const menuGroups: readonly MenuGroup[] = [
  {
    key: 'desk',
    entries: [
      { path: paths.todos(), word: 'portal.menu.todos' },
      { path: paths.notices(), word: 'portal.menu.notices' },
      { path: paths.delegations(), word: 'portal.menu.delegations', powers: ['desk.delegate'] },
      { path: paths.handovers(), word: 'portal.menu.handover', powers: ['desk.delegate'] },
    ],
  },
  ...catalogGroups,
  {
    key: 'sharing',
    entries: [
      { path: paths.demands(), word: 'portal.menu.demands', powers: ['sharing.read'] },
      { path: paths.responsibilities(), word: 'portal.menu.responsibilities', powers: ['sharing.read'] },
      { path: paths.denials(), word: 'portal.menu.denials', powers: ['catalog.read'] },
      { path: paths.templates(), word: 'portal.menu.templates', powers: ['sharing.read'] },
      { path: paths.offers(), word: 'portal.menu.offers', powers: ['sharing.apply', 'sharing.handle'] },
      { path: paths.questionSet(), word: 'portal.menu.questions', powers: ['sharing.coordinate'] },
      { path: paths.applications('outgoing'), word: 'portal.menu.applications-out', powers: ['sharing.read'] },
      { path: paths.applications('incoming'), word: 'portal.menu.applications-in', powers: ['sharing.read'] },
      {
        path: paths.applications('authority'),
        word: 'portal.menu.applications-authority',
        powers: ['sharing.decide-dispute', 'sharing.extend'],
      },
      { path: paths.grants('held'), word: 'portal.menu.grants-held', powers: ['sharing.read'] },
      { path: paths.grants('given'), word: 'portal.menu.grants-given', powers: ['sharing.read'] },
      { path: paths.grants('authority'), word: 'portal.menu.grants-authority', powers: ['sharing.restrict'] },
      { path: paths.disputes(), word: 'portal.menu.disputes', powers: ['sharing.read'] },
      { path: paths.unitKeys(), word: 'portal.menu.unit-keys', powers: ['sharing.consent-in', 'sharing.decide-dispute'] },
      { path: paths.paperPermissions(), word: 'portal.menu.paper-permissions', powers: ['sharing.decide-dispute'] },
      { path: paths.filings(), word: 'portal.menu.filings', powers: ['sharing.read'] },
      { path: paths.stoppages(), word: 'portal.menu.stoppages', powers: ['sharing.handle', 'sharing.coordinate'] },
      { path: paths.disposals(), word: 'portal.menu.disposals', powers: ['sharing.read'] },
      { path: paths.corrections(), word: 'portal.menu.corrections', powers: ['sharing.read'] },
      { path: paths.useRecords(), word: 'portal.menu.use-records', powers: ['sharing.read'] },
      { path: paths.statistics(), word: 'portal.menu.statistics', powers: ['sharing.read'] },
    ],
  },
  {
    key: 'gateway',
    entries: [
      { path: paths.services(), word: 'portal.menu.services' },
      { path: paths.clients(), word: 'portal.menu.clients', powers: ['gateway.client'] },
      { path: paths.webhooks(), word: 'portal.menu.webhooks', powers: ['catalog.webhook'] },
      { path: paths.systems(), word: 'portal.menu.systems', powers: ['identity.systems'] },
    ],
  },
  {
    key: 'audit',
    entries: [{ path: paths.evidence(), word: 'portal.menu.evidence', powers: ['audit.read-own', 'audit.read-all', 'evidence.read'] }],
  },
  {
    key: 'law',
    entries: [
      { path: paths.law(), word: 'portal.menu.law' },
      { path: paths.calendar(), word: 'portal.menu.calendar' },
    ],
  },
  {
    key: 'identity',
    entries: [
      { path: paths.organisation(), word: 'portal.menu.organisation' },
      { path: paths.organisations(), word: 'portal.menu.organisations', powers: ['identity.organisations'] },
      { path: paths.people(), word: 'portal.menu.people', powers: ['identity.people-read'] },
      { path: paths.proposedPosts(), word: 'portal.menu.proposed-posts', powers: ['identity.confirm-powers'] },
    ],
  },
];

/** The groups that a post sees, each with the entries that it sees. */
export function groupsFor(powers: readonly string[]): readonly MenuGroup[] {
  const holds = (needed: readonly string[] | undefined) => needed === undefined || powers.some((held) => needed.includes(held));
  return menuGroups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => holds(entry.powers)) }))
    .filter((group) => group.entries.length > 0);
}

/** Where a page stands in the menu: its own entry, else that of the list it stands behind. */
export function placeOf(
  groups: readonly MenuGroup[],
  { pathname, search }: { pathname: string; search: string },
): { group: GroupKey; entry: string } | undefined {
  const places = groups.flatMap(({ key, entries }) =>
    entries.map(({ path }) => {
      const [list = '', side = ''] = path.split('?');
      return { group: key, entry: path, list, side };
    }),
  );
  const here = places.find(({ entry }) => entry === `${pathname}${search}`);
  if (here) return here;
  // The longest address that the page stands under; where several lists share one, that of the side which the page's address names, else the first.
  const sideFirst = (side: string): number => (isSaid(side, search) ? 0 : 1);
  return places
    .filter(({ list }) => isUnder(pathname, list))
    .toSorted((one, other) => other.list.length - one.list.length || sideFirst(one.side) - sideFirst(other.side))[0];
}

function isSaid(side: string, search: string): boolean {
  const said = new URLSearchParams(search);
  return side !== '' && [...new URLSearchParams(side)].every(([name, value]) => said.get(name) === value);
}

function isUnder(pathname: string, list: string): boolean {
  return pathname === list || pathname.startsWith(`${list}/`);
}
