import { expect, test } from 'vitest';
import { ancestry, competentRegion, covers, levelOf, shippedRegions } from './region.ts';

test('the shipped divisions are the city, its three counties and their towns, each under its parent', () => {
  const regions = shippedRegions();
  const codes = new Set(regions.map((region) => region.code));

  expect(regions.filter((region) => region.level === 'city').map((region) => region.code)).toEqual(['650400']);
  expect(regions.filter((region) => region.level === 'county').map((region) => region.code)).toEqual(['650402', '650421', '650422']);
  expect(regions.filter((region) => region.level === 'town')).toHaveLength(34);
  expect(regions.every((region) => region.parentCode === null || codes.has(region.parentCode))).toBe(true);
});

test('units of the 兵团 are not divisions of the city', () => {
  expect(shippedRegions().some((region) => region.name.includes('兵团'))).toBe(false);
});

test('a code tells its level and everything above it', () => {
  expect(levelOf('650402001')).toBe('town');
  expect(levelOf('65040')).toBeUndefined();
  expect(ancestry('650402001')).toEqual(['650402001', '650402', '650400', '650000']);
  expect(covers('650400', '650421')).toBe(true);
  expect(covers('650421', '650400')).toBe(false);
});

test('91-7.1.2: matters inside one county go to the county, matters that cross levels or counties to the city', () => {
  expect(competentRegion('650421')).toBe('650421');
  expect(competentRegion('650421', '650421100')).toBe('650421');
  expect(competentRegion('650421100')).toBe('650421');
  expect(competentRegion('650421', '650422')).toBe('650400');
  expect(competentRegion('650421', '650400')).toBe('650400');
  expect(competentRegion('650400', '650421')).toBe('650400');
});
