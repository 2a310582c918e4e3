import { expect, test } from 'vitest';
import { acceptedType } from './negotiation.ts';

const offered = ['application/ld+json', 'text/turtle', 'application/rdf+xml'] as const;

test.each([
  ['no header means the first offer', null, 'application/ld+json'],
  ['an empty header means the first offer', ' ', 'application/ld+json'],
  ['an exact type is served', 'text/turtle', 'text/turtle'],
  ['case and parameters do not matter', 'Text/Turtle; charset=UTF-8', 'text/turtle'],
  ['the higher weight wins whatever the order', 'application/ld+json;q=0.5, application/rdf+xml;q=0.9', 'application/rdf+xml'],
  ['equal weights go by the offer', 'application/rdf+xml, application/ld+json', 'application/ld+json'],
  ['a half range counts', 'text/*', 'text/turtle'],
  ['the closer range counts, not the heavier', '*/*;q=0.9, application/ld+json;q=0.1', 'text/turtle'],
  ['a closer range may rule a type out', 'application/ld+json;q=0, application/*', 'application/rdf+xml'],
  ['a browser gets the first offer', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/ld+json'],
  ['what is not offered is not served', 'text/html, application/json', undefined],
  ['weight 0 of everything is nothing', '*/*;q=0', undefined],
  ['a weight that is none rules out', 'text/turtle;q=high', undefined],
])('%s', (_says, accept, expected) => {
  expect(acceptedType(accept, offered)).toBe(expected);
});
