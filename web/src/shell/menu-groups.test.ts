import { expect, test } from 'vitest';
import { groupsFor, menuGroups, placeOf } from './menu-groups.ts';

const pages = menuGroups.flatMap(({ entries }) => entries.map(({ path }) => path));

test('every page of the menu stands in one group only', () => {
  expect(new Set(pages).size).toBe(pages.length);
  expect(pages.length).toBeGreaterThan(35);
});

test('a post sees the entries that its powers open, and no group without any', () => {
  const seen = (powers: readonly string[]) => groupsFor(powers).map(({ key, entries }) => [key, entries.length]);

  expect(seen([])).toEqual([
    ['desk', 2],
    ['catalog', 3],
    ['gateway', 1],
    ['law', 2],
    ['identity', 1],
  ]);
  expect(seen(['catalog.read', 'catalog.register'])).toEqual([
    ['desk', 2],
    ['catalog', 4],
    ['compiling', 5],
    ['deciding', 3],
    ['duties', 4],
    ['quality', 3],
    ['sharing', 1],
    ['gateway', 1],
    ['law', 2],
    ['identity', 1],
  ]);
});

test('a page behind a list stands at its list in the menu, and a page of the menu at its own line', () => {
  const at = (pathname: string, search = '') => placeOf(menuGroups, { pathname, search });

  expect(at('/catalog')).toMatchObject({ group: 'catalog', entry: '/catalog' });
  expect(at('/catalog/entries/1/edit')?.entry).toBe('/catalog');
  expect(at('/catalog/overview/overdue', '?organisationId=1')).toMatchObject({ group: 'quality', entry: '/catalog/overview' });
  expect(at('/catalog/webhooks/1')?.group).toBe('gateway');
  expect(at('/law/calendar')?.entry).toBe('/law/calendar');
  expect(at('/sharing/applications', '?side=incoming')?.entry).toBe('/sharing/applications?side=incoming');
  expect(at('/sharing/grants/1', '?side=given')?.entry).toBe('/sharing/grants?side=given');
  expect(at('/sharing/grants/1', '?side=held')?.entry).toBe('/sharing/grants?side=held');
  expect(at('/sharing/grants/1')?.entry).toBe('/sharing/grants?side=held');
  expect(at('/nowhere')).toBeUndefined();
});
