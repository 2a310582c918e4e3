import type { ShareType, UpdateCycle } from '@karez/contract/catalog/content';
import { languageFacts, languages } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { iri, property, text, type Name, type Property, type RdfLanguage, type Thing } from './rdf-graph.ts';

/** Authority tables of the Publications Office of the European Union, which DCAT-AP 3 asks for where a value fits. */
const authority = 'http://publications.europa.eu/resource/authority';

/** 更新周期 in the frequency table: each of our words has its counterpart there. */
const frequencyCodes: Readonly<Record<UpdateCycle, string>> = {
  realtime: 'UPDATE_CONT',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  'half-yearly': 'ANNUAL_2',
  yearly: 'ANNUAL',
  irregular: 'IRREG',
  none: 'NEVER',
  other: 'OTHER',
};

/** 格式类型 in the file-type table; the others (OFD, WPS, databases, services …) are not in it and keep their own word. */
const fileTypeCodes: Readonly<Record<string, string>> = {
  bmp: 'BMP',
  csv: 'CSV',
  dbf: 'DBF',
  doc: 'DOC',
  docx: 'DOCX',
  gif: 'GIF',
  html: 'HTML',
  jpg: 'JPEG',
  pdf: 'PDF',
  png: 'PNG',
  ppt: 'PPT',
  pptx: 'PPTX',
  txt: 'TXT',
  xls: 'XLS',
  xlsx: 'XLSX',
  xml: 'XML',
};

const languageCodes: Readonly<Record<RdfLanguage, string>> = { zh: 'ZHO', ug: 'UIG', en: 'ENG' };

/** Something that is described elsewhere: here stands only what it is. */
function known(address: string, ...types: Name[]): Thing {
  return { iri: address, types, properties: [] };
}

export function frequency(cycle: UpdateCycle): Thing {
  return known(`${authority}/frequency/${frequencyCodes[cycle]}`, 'dct:Frequency');
}

export function fileType(formatType: string): Thing | undefined {
  const code = fileTypeCodes[formatType];
  return code === undefined ? undefined : known(`${authority}/file-type/${code}`, 'dct:MediaTypeOrExtent');
}

export function language(code: RdfLanguage): Thing {
  return known(`${authority}/language/${languageCodes[code]}`, 'dct:LinguisticSystem');
}

/** What the world outside government may do with a resource, by 是否向社会开放; among departments its share type holds. */
export function accessRight(code: 'PUBLIC' | 'RESTRICTED' | 'NON_PUBLIC'): Thing {
  return known(`${authority}/access-right/${code}`, 'dct:RightsStatement');
}

export function page(address: string): Thing {
  return known(address, 'foaf:Document', 'rdfs:Resource');
}

/** A text of the platform itself, in each of its languages whose words are reviewed. */
export function inEachLanguage(name: Name, key: string): Property[] {
  return property(name, ...languages.filter((code) => languageFacts[code].reviewed).map((code) => text(wordsIn(code).text(key), code)));
}

/** 共享属性 as a statement of rights: what departments may ask of one another. */
export function shareTypeStatement(catalogue: string, shareType: ShareType): Thing {
  return {
    iri: `${catalogue}#share-type-${shareType}`,
    types: ['dct:RightsStatement'],
    properties: inEachLanguage('rdfs:label', `catalog.share-type.${shareType}`),
  };
}

/** A division by its code of GB/T 2260. */
export function place(catalogue: string, regionCode: string): Thing {
  return {
    iri: `${catalogue}#region-${regionCode}`,
    types: ['dct:Location'],
    properties: property('dct:identifier', text(regionCode)),
  };
}

/** The address of what a thing is about, as a value. */
export function to(thing: Thing | undefined): ReturnType<typeof iri> | null {
  return thing === undefined ? null : iri(thing.iri);
}
