/** Days and times as the region reads them: 2026-11-22 and 2026-11-22 15:04, in the region's zone whatever the browser's. */
const ZONE = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
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

export function dayAndTime(instant: string | null | undefined): string {
  if (!instant) return '—';
  const { year, month, day: date, hour, minute } = split(instant);
  return `${year}-${month}-${date} ${hour === '24' ? '00' : hour}:${minute}`;
}
