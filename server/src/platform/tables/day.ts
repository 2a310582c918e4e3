import { foldWidth, type Cell } from './cell-text.ts';
import type { Normalised } from './spelling.ts';

/** A calendar day, an unknown spelling, or a day before 1900, which spreadsheets cannot hold. */
export type NormalisedDay = Normalised<string> | { readonly tooEarly: true };

const dayForms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/iu,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?: \d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/u,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/u,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/u,
  /^(\d{4})(\d{2})(\d{2})$/u,
];
const serialDayMax = 2_958_465;
const dayMilliseconds = 86_400_000;

/** A date in one of the usual forms or as a spreadsheet's serial number → `YYYY-MM-DD`. A bare year or month is unknown. */
export function normaliseDay({ text, serial }: Cell): NormalisedDay {
  const folded = foldWidth(text);
  if (serial !== null && !/^\d{8}$/u.test(folded)) return fromSerial(serial, text);
  const match = dayForms.map((form) => form.exec(folded)).find((found) => found !== null);
  return match ? fromParts([Number(match[1]), Number(match[2]), Number(match[3])], text) : { unknown: text };
}

function fromParts([year, month, day]: readonly [number, number, number], raw: string): NormalisedDay {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  if (!isReal && year > 99) return { unknown: raw };
  if (year < 1900) return { tooEarly: true };
  return year > 2100 ? { unknown: raw } : { value: at.toISOString().slice(0, 10) };
}

function fromSerial(serial: number, raw: string): NormalisedDay {
  if (serial < 1) return { tooEarly: true };
  // 1900–2100 is far likelier a year than a day of 1905; day 60 is 29 February 1900, which never was.
  const isYear = Number.isInteger(serial) && serial >= 1900 && serial <= 2100;
  if (serial >= serialDayMax || isYear || Math.floor(serial) === 60) return { unknown: raw };
  const days = Math.floor(serial) - (serial > 60 ? 1 : 0);
  const at = new Date(Date.UTC(1899, 11, 31) + days * dayMilliseconds);
  return at.getUTCFullYear() > 2100 ? { unknown: raw } : { value: at.toISOString().slice(0, 10) };
}
