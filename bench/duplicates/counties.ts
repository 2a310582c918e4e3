import type { Row } from './rows.ts';

/** Names of the counties and districts of each place, as departments are called after them: 达川区, 宜宾市高县…, 上海市松江区…. */
export type Counties = ReadonlyMap<string, readonly string[]>;

const countyInName =
  /^(?:[\u4e00-\u9fff]{2,3}[省市州])?([\u4e00-\u9fff]{1,4}[区县旗])(?:$|[\u4e00-\u9fff]*(?:局|委|委员会|办公室|政府|会|中心|院|所)$)/u;
/** A name that fewer departments' rows bear is a slip of the pattern. */
const rowsMin = 5;
const noCounty = new Set(['市区', '园区', '新区', '开发区', '高新区', '经开区', '景区', '保税区', '自治区', '社区', '自治县', '自治旗']);

export function countiesOf(rows: readonly Row[]): Counties {
  const counts = new Map<string, Map<string, number>>();
  for (const { place, org } of rows) {
    const name = countyInName.exec(org)?.[1];
    if (name === undefined || name.length < 2 || noCounty.has(name)) continue;
    const ofPlace = counts.get(place) ?? new Map<string, number>();
    counts.set(place, ofPlace.set(name, (ofPlace.get(name) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([place, names]) => [
      place,
      [...names].flatMap(([name, count]) => (count >= rowsMin ? [name] : [])).toSorted((a, b) => b.length - a.length),
    ]),
  );
}

/** The county that a row's title names, if it names one of its place. */
export function countyOf(counties: Counties, { place, title }: Row): string | undefined {
  return counties.get(place)?.find((name) => title.includes(name));
}

export function withoutCounties(counties: Counties, { place, title }: Row): string {
  return (counties.get(place) ?? []).reduce((rest, name) => rest.replaceAll(name, ''), title);
}
