import cityNames from './cities.json' with { type: 'json' };
import type { Row } from './rows.ts';

/** Where a row's data is from: its city, or a named or unnamed place below it; and the names that say nothing in its title. */
export type Regions = { regionOf(row: Row): readonly string[]; readonly places: readonly string[] };

const cities: Readonly<Record<string, string>> = cityNames;
const namedBelow = /^([\u4e00-\u9fff]{1,6}?(?:自治县|新区|开发区|高新区|街道|[区县旗镇]|市(?!场)))/u;
const general =
  /^[市区县]$|^(?:新区|开发区|高新区|经开区|自贸区)$|以上|^[全各本分第]|^[县区市]|全市|全省|关于|委|团|绿化|上市|林业|小区|医院|普查|行政区|自治区|乡镇|城[市镇乡]|^城区|市区|园区|社区|辖区|地区|景区|校区|年度|和市$|省市/u;
/** A zone's own administration is a place below the city, whatever the zone is called. */
const zone = /^.{0,12}(?:产业园|开发区|高新区|园区|示范区|新区)(?=管理委员会|管委会)/u;
const rowsMin = 5;

const bare = (place: string, text: string): string =>
  text
    .replace(/^【([^】]*)】.*$/u, '$1')
    .replace(/^(?:中共|人行|国家税务总局)/u, '')
    .replace(cities[place] ?? '', '')
    .replace(new RegExp(`^${(cities[place] ?? '').slice(0, -1)}(?![区县市])`, 'u'), '')
    .replace(/^[\u4e00-\u9fff]{2,3}省(?=.)/u, '');

/** Cities of the four provinces that have one portal of all departments: they stand for “this city” as the province does. */
const prefectures =
  /^(?:南京|无锡|徐州|常州|苏州|南通|连云港|淮安|盐城|扬州|镇江|泰州|宿迁|合肥|芜湖|蚌埠|淮南|马鞍山|淮北|铜陵|安庆|黄山|滁州|阜阳|宿州|六安|亳州|池州|宣城|杭州|宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水|海口|三亚|三沙|儋州)市/u;

/** Names of places below the city that departments bear or that titles begin with. */
function namesIn(place: string, rows: readonly Row[]): string[] {
  const counts = new Map<string, number>();
  for (const { org, title } of rows) {
    for (const text of [org, ...title.split('_')]) {
      const name = namedBelow.exec(bare(place, text))?.[1];
      if (name !== undefined && name.length >= 2 && !general.test(name) && !prefectures.test(name))
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const often = [...counts].flatMap(([name, count]) => (count >= rowsMin ? [name] : []));
  return often.toSorted((a, b) => b.length - a.length);
}

/** 金华市 is also written 金华, 青神县 also 青神: such a short name counts where a title begins with it. */
const short = (name: string): string =>
  /(?:新|开发)区$/u.test(name) ? '' : name.replace(/(?:(?:[\u4e00-\u9fff]族)*自治[县州]|[省市州县区])$/u, '');

/** 县水利局 and a zone's administration are of a place below the city that is not among the named ones. */
const unnamedIn = (place: string, org: string): string | undefined =>
  /^(?:[区县](?!域)|新区|开发区|高新区|经开区)/u.exec(org)?.[0] ?? zone.exec(bare(place, org))?.[0];

/** Reads the regions out of departments' names and titles, place by place; no label is looked at. */
export function regionsOf(rows: readonly Row[]): Regions {
  const names = new Map([...Map.groupBy(rows, ({ place }) => place)].map(([place, ofPlace]) => [place, namesIn(place, ofPlace)]));
  return {
    places: [...new Set([...Object.values(cities), ...[...names.values()].flat()])],
    regionOf({ place, title, org, district }) {
      const known = names.get(place) ?? [];
      const county =
        known.find((name) => title.includes(name)) ??
        known.find((name) => bare(place, org).startsWith(name)) ??
        known.find((name) => short(name).length >= 2 && bare(place, title).startsWith(short(name)));
      if (county !== undefined) return ['city', county];
      if (district !== '' && district !== cities[place]) return ['city', district];
      const unnamed = unnamedIn(place, org);
      return unnamed === undefined ? ['city'] : ['city', `${place}:${unnamed}`];
    },
  };
}
