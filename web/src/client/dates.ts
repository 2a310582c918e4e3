/** Days and times as the region reads them: 2026-11-22 and 2026-11-22 15:04, in the region's zone whatever the browser's. */
const ZONE = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

function split(instant: string): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}

export function day(instant: string | null | undefined): string {
  if (!instant) return '—';
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) return instant;
  const { year, month, day: date } = split(instant);
  return `${year}-${month}-${date}`;
}

/** The last day of a clock whose due instant is the end of that day: 2026-12-05 00:00 is read as 2026-12-04 24:00. */
export function lastDay(dueAt: string | null | undefined): string {
  return dueAt ? day(new Date(Date.parse(dueAt) - 1).toISOString()) : '—';
}

export function dayAndTime(instant: string | null | undefined): string {
  if (!instant) return '—';
  const { year, month, day: date, hour, minute } = split(instant);
  return `${year}-${month}-${date} ${hour === '24' ? '00' : hour}:${minute}`;
}

/** When a term ends: an end at midnight is read as 24:00 of the day before, as the law counts days. */
export function termEnd(dueAt: string | null | undefined): string {
  const at = dayAndTime(dueAt);
  return at.endsWith(' 00:00') ? `${lastDay(dueAt)} 24:00` : at;
}

/** For what happens several times a minute: 2026-11-22 15:04:05. */
export function dayAndSecond(instant: string | null | undefined): string {
  return instant ? `${dayAndTime(instant)}:${split(instant)['second']}` : '—';
}
