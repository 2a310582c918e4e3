import { otherNamesOf } from './organisation-names.ts';
import type { RoleCode } from '@karez/contract/identity/roles';
import { cityDepartments } from './city-departments.ts';
import { countyDepartments } from './county-departments.ts';
import type { Department, Extra } from './department.ts';

/**
 * The organisations of the demo city, by today's names with their former names (design: the plan's 市经信委 is today's 市工业和信息化局).
 * Codes are invented and check-digit valid, accounts are named by post, and no person appears.
 */

type Seat = { readonly account: string; readonly title: string; readonly roles: readonly RoleCode[]; readonly division?: string };
/** Password of every demo account; shown on the sign-in page of the demo together with the present code. */
export const demoPassword = 'Karez-Water-2026';

const departments: readonly Department[] = [...cityDepartments, ...countyDepartments];

/**
 * Three people finish any process of a department: one who registers, applies, answers and mounts; one who reviews and names people;
 * one who signs and heads the sharing office. The 单位管理员 comes first, for that person names the others.
 */
function seatsOf({ key, shortName, extra = [] }: Department): Seat[] {
  const seats: readonly Extra[] = [
    ['shy', '审核员', ['ORG_ADMIN', 'CATALOG_REVIEWER']],
    ['djy', '登记员', ['CATALOG_REGISTRAR', 'APPLICANT', 'PROVIDER_HANDLER', 'DATA_STEWARD']],
    ['fzr', '负责人', ['DEPT_LEADER', 'OFFICE_HEAD']],
    ...extra,
  ];
  return seats.map(([suffix, title, roles, division]) => ({
    account: `${key}.${suffix}`,
    title: `${shortName}·${title}`,
    roles,
    ...(division === undefined ? {} : { division }),
  }));
}

/** What the members of an authority decide together (91-7.1); the lead has all of it. */
const everyPower = [
  'catalog.publish',
  'catalog.authoritative-source',
  'catalog.verify-denial',
  'catalog.suspend',
  'sharing.coordinate',
  'sharing.extend',
  'sharing.decide-dispute',
  'sharing.restrict',
  'identity.documents-oversee',
] as const;

/** The city's authority: who does what follows the brackets of 91-3.2.1, 91-3.3, 91-4.2 and 91-7.3. */
const cityAuthority = {
  regionCode: '650400',
  members: [
    { organisation: 'zfb', lead: true, powers: everyPower },
    { organisation: 'fgw', lead: false, powers: everyPower.filter((power) => power !== 'catalog.authoritative-source') },
    { organisation: 'wxb', lead: false, powers: ['catalog.suspend', 'sharing.decide-dispute', 'identity.documents-oversee'] },
    { organisation: 'gxj', lead: false, powers: ['catalog.publish', 'identity.documents-oversee'] },
  ],
};

/** A county's authority (91-7.1.2): the government office with the development commission; a county's matters end there. */
function countyAuthority(regionCode: string, key: string) {
  const members = [
    { organisation: `${key}.zfb`, lead: true, powers: everyPower },
    {
      organisation: `${key}.fgw`,
      lead: false,
      powers: ['catalog.verify-denial', 'sharing.decide-dispute', 'sharing.extend', 'sharing.restrict'],
    },
    { organisation: `${key}.wxb`, lead: false, powers: ['identity.documents-oversee'] },
    { organisation: `${key}.sgj`, lead: false, powers: ['identity.documents-oversee'] },
  ];
  return { regionCode, members };
}

/** The plan that the demo city is founded by, through the product's own verbs. */
export const demoCity = {
  password: demoPassword,
  administrators: {
    organisation: 'wwzx',
    SYS_ADMIN: { account: 'xtgly', title: '平台·系统管理员' },
    SEC_ADMIN: { account: 'aqgly', title: '平台·安全管理员' },
    AUDIT_ADMIN: { account: 'sjgly', title: '平台·审计管理员' },
  },
  organisations: departments.map((department) => ({
    key: department.key,
    uscc: department.uscc,
    name: department.name,
    shortName: department.shortName,
    formerNames: department.formerNames,
    type: department.type,
    regionCode: department.regionCode,
    divisions: department.divisions,
    sharingOffice: department.sharingOffice,
    people: seatsOf(department),
    systems: department.systems ?? [],
    otherNames: otherNamesOf(department),
    documents: [],
  })),
  authorities: [cityAuthority, countyAuthority('650402', 'gcq'), countyAuthority('650421', 'ssx'), countyAuthority('650422', 'tkx')],
} as const;
