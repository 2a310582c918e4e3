import { wordsIn } from '@karez/contract/words';

import type { PlaceReport } from './import-place.ts';

const words = wordsIn('zh');

/** The report of one place: rows in = imported + rejected, each reason, and whether search finds what was imported. */
export function placeLines({ place, result, checkSeconds, applySeconds, reasons, findable }: PlaceReport): string[] {
  const { applied } = result;
  const imported = applied.new + applied.changed + applied.unchanged;
  const balance = place.rows === imported + applied.error ? '=' : '≠';
  return [
    `${place.name} (${place.code}), ${result.fileName}, ${result.fileBytes} bytes`,
    ...result.notes.map(({ code, params }) => `  ${words.text(code, params)}`),
    `  ${place.rows} rows in ${balance} ${imported} imported + ${applied.error} rejected`,
    `  of the imported: ${applied.new} new, ${applied.changed} changed, ${applied.unchanged} unchanged; ${findable} entries of the place are findable`,
    ...[...reasons].map(([code, count]) => `  rejected ${count} × ${code}`),
    `  dry run ${checkSeconds.toFixed(1)} s, application ${applySeconds.toFixed(1)} s`,
  ];
}

/** Every value that stayed empty because its spelling states none of its code list, over all places, the commonest first. */
export function unknownLines(reports: readonly PlaceReport[]): string[] {
  const counts = new Map<string, number>();
  for (const { field, raw, count } of reports.flatMap(({ unknown }) => unknown)) {
    const key = `${words.text(`catalog.import.field.${field}`)} “${raw}”`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([value, count]) => `  ${count} × ${value}`);
}

/** Sums over all places. */
export function totalLines(reports: readonly PlaceReport[]): string[] {
  const sum = (value: (report: PlaceReport) => number) => reports.reduce((total, report) => total + value(report), 0);
  const rows = sum(({ place }) => place.rows);
  const imported = sum(({ result }) => result.applied.new + result.applied.changed + result.applied.unchanged);
  const rejected = sum(({ result }) => result.applied.error);
  const seconds = sum(({ checkSeconds, applySeconds }) => checkSeconds + applySeconds);
  const balance = rows === imported + rejected ? '=' : '≠';
  return [`${rows} rows in ${balance} ${imported} imported + ${rejected} rejected, ${seconds.toFixed(1)} s in all`];
}
