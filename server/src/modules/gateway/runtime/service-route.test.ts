import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { companyOperation, companyService } from './gateway-fixture.ts';
import { matchRoute, routedService, splitTarget } from './service-route.ts';

const routed = routedService(
  companyService('http://10.0.0.1/base', {
    operations: [
      companyOperation({
        path: '/a/{id}',
        parameters: [
          { name: 'id', place: 'path', required: true },
          { name: 'page', place: 'query', required: true },
        ],
      }),
    ],
  }),
);

test('a path that could be read in two ways is no call', () => {
  for (const target of [
    '/services/x//a',
    '/services/x/a/../b',
    '/services/x/./a',
    '/services/x/%2e%2e/a',
    '/services/x/a%2Fb',
    '/services/x/a%5cb',
    '/services/x/a;v=1',
    '/services/x/a\\b',
    '/other/x',
    '/services/x/a%00',
  ]) {
    expect(splitTarget(target), target).toBeUndefined();
  }
  expect(splitTarget('/services/x/a/b?c=d')).toEqual({ code: 'x', path: '/a/b', query: 'c=d' });
});

test('a required parameter that is missing or empty is named', () => {
  expect(matchRoute(routed, 'GET', { path: '/a/1', query: '' })).toEqual({ unmatched: 'parameter-missing', name: 'page' });
  expect(matchRoute(routed, 'GET', { path: '/a/1', query: 'page=' })).toEqual({ unmatched: 'parameter-missing', name: 'page' });
});

test('whatever a parameter holds, the upstream path has the template’s segments and the declared names only', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      (id, page) => {
        const matched = matchRoute(routed, 'GET', { path: `/a/${encodeURIComponent(id)}`, query: `page=${encodeURIComponent(page)}` });
        if ('unmatched' in matched) return;
        const url = new URL(matched.upstreamPath, 'http://10.0.0.1');
        expect(url.pathname.split('/').slice(0, 3)).toEqual(['', 'base', 'a']);
        expect(url.pathname.split('/')).toHaveLength(4);
        expect([...url.searchParams]).toEqual([['page', page]]);
      },
    ),
  );
});
