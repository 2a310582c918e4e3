import { describe, expect, test } from 'vitest';
import { nextVersion } from '../grant-step.ts';
import { compiled, type GrantDocument } from '../grant.ts';
import { rowFilterNow, rowFilterOf } from './backflow.ts';

const entryOf = (regionCode: string, regionItem: { no: number; nameZh: string } | null = { no: 3, nameZh: '行政区划代码' }) => ({
  regionItem,
  provider: { id: 'p', name: 'p', uscc: 'u', regionCode },
});
const at = (code: string) => ({ code, name: code });

describe('the rows that a region is owed (809-24)', () => {
  test.each([
    ['650400', '650421', '650421'],
    ['650000', '650421', '650421'],
    ['650000', '650400', '6504'],
    ['650421', '650421100', '650421100'],
  ])('of a department of %s, %s is owed the codes that begin with %s', (above, below, codePrefix) => {
    expect(rowFilterOf(entryOf(above), at(below))).toEqual({
      regionCode: below,
      regionName: below,
      codePrefix,
      itemNo: 3,
      itemName: '行政区划代码',
    });
  });

  test.each([
    ['its own region', '650400', '650400'],
    ['the region above', '650421', '650400'],
    ['a sister county', '650421', '650422'],
    ['a town elsewhere', '650421', '650402001'],
    ['another province', '650400', '620102'],
  ])('none is owed to %s', (_who, provider, requester) => {
    expect(rowFilterOf(entryOf(provider), at(requester))).toMatchObject({ code: 'sharing.backflow.not-below' });
    expect(rowFilterOf(entryOf(provider), undefined)).toMatchObject({ code: 'sharing.backflow.not-below' });
  });

  test('where the version in force holds the code in another item the filter follows, and the region never changes', () => {
    const rowFilter = { regionCode: '650421', regionName: '鄯善县', codePrefix: '650421', itemNo: 3, itemName: '旧' };

    expect(rowFilterNow({ rowFilter }, entryOf('650400', { no: 9, nameZh: '新' }))).toEqual({ ...rowFilter, itemNo: 9, itemName: '新' });
    expect(rowFilterNow({}, entryOf('650400'))).toBeUndefined();
  });

  test('809-14, 809-27: narrowed, suspended or bound to another client a grant keeps its rows, in the format that only a cutting door reads', () => {
    const rowFilter = { regionCode: '650421', regionName: '鄯善县', codePrefix: '650421', itemNo: 3, itemName: '码' };
    const item = (no: number) => ({ no, nameZh: `${no}`, fieldName: `f${no}`, mask: 'none' as const });
    const document: GrantDocument = {
      grantId: 'g',
      no: 'n',
      version: 1,
      applicationId: 'a',
      entryId: 'e',
      entryCode: 'c',
      entryName: 'n',
      entryVersion: '1.0',
      requesterOrgId: 'r',
      providerOrgId: 'p',
      systemId: 's',
      systemName: 's',
      clientIds: [],
      items: [item(1), item(2)],
      personal: false,
      purpose: 'administrative-basis',
      matter: null,
      matterFormat: 'SW-{digits:4}',
      legalBasis: [],
      quota: { perSecond: 1, perDay: 1 },
      validFrom: '2026-01-01T00:00:00Z',
      validTo: '2027-01-01T00:00:00Z',
      restrictions: [],
      agreementDigest: 'd',
      approvedAt: 'x',
      agreedAt: 'x',
      grantedAt: 'x',
      rowFilter,
    };
    const grant = {
      id: 'g',
      state: 'active' as const,
      providerRegionCode: '650400',
      authorityRegionCode: '650400',
      agreementId: 'a',
      deliveredAt: null,
      validTo: new Date(document.validTo),
      revocation: null,
      document,
    };
    for (const changes of [{ items: [item(1)] }, { clientIds: ['c2'] }, { providerOrgId: 'p2' }]) {
      const next = nextVersion(grant, changes);
      expect(compiled(next.document, next.state)).toMatchObject({ version: 2, format: 2, rowFilter: { itemNo: 3, codePrefix: '650421' } });
    }
    const { rowFilter: _rows, ...all } = document;
    expect(compiled(all, 'active')).toMatchObject({ format: 1 });
    expect(compiled(all, 'active')).not.toHaveProperty('rowFilter');
  });
});
