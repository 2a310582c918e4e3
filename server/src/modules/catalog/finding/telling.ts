import { fold } from '../search/search-text.ts';
import ordinary from './ordinary-names.json' with { type: 'json' };

/** Shorter names say too little to be the same datum: 编号, 日期. */
const NAME_MIN = 4;

const ordinaryNames: ReadonlySet<string> = new Set(ordinary.names.map(fold));

/** Whether every form and every list has a field of this name: 序号, 备注, 名称. */
export function isOrdinary(name: string): boolean {
  return ordinaryNames.has(fold(name));
}

/** Whether a name says by itself what it is: neither short nor one that every form has. */
export function isTelling(name: string): boolean {
  return Array.from(fold(name)).length >= NAME_MIN && !isOrdinary(name);
}
