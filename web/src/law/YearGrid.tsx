import type { CSSProperties } from 'react';
import { useWords } from '../client/language.tsx';

export type Noticed = { readonly on: string; readonly workday: boolean; readonly name: string; readonly calendarId?: string };
type Kind = 'holiday' | 'make-up' | 'weekend' | 'workday';

const DAY_MS = 86_400_000;
const months = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;

const looks: Readonly<Record<Kind, CSSProperties>> = {
  holiday: { background: '#fbe9e7', color: '#a8322a', fontWeight: 600 },
  'make-up': { background: '#e6f1f4', color: '#124b60', fontWeight: 600, textDecoration: 'underline' },
  weekend: { color: '#6f6147' },
  workday: {},
};

function isoOf(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
}

function weekdayOf(on: string): number {
  return new Date(`${on}T00:00:00Z`).getUTCDay();
}

function kindOf(on: string, noticed: Noticed | undefined): Kind {
  const weekend = [0, 6].includes(weekdayOf(on));
  if (!noticed) return weekend ? 'weekend' : 'workday';
  if (noticed.workday) return weekend ? 'make-up' : 'workday';
  return 'holiday';
}

/** What the colours and marks mean. */
export function Legend({ marksOwn }: { marksOwn: boolean }) {
  const { t } = useWords();
  const kinds: readonly Kind[] = ['workday', 'weekend', 'holiday', 'make-up'];
  return (
    <span className="row" style={{ fontWeight: 400, columnGap: 16 }}>
      {kinds.map((kind) => (
        <span key={kind} className="row" style={{ columnGap: 6 }}>
          <span style={{ ...looks[kind], inlineSize: 26, textAlign: 'center', borderRadius: 4 }}>{t(`portal.law.day-mark.${kind}`)}</span>
          <span className="small">{t(`portal.law.day-kind.${kind}`)}</span>
        </span>
      ))}
      {marksOwn ? <span className="small soft">{t('portal.law.own-mark')}</span> : null}
    </span>
  );
}

type Shown = { year: number; noticed: readonly Noticed[]; own: string | null; onPick: ((day: Noticed) => void) | undefined };

/** The twelve months of a year; holidays and make-up days carry their name. */
export function YearGrid({ year, noticed, own, onPick }: Shown) {
  const byDay = new Map(noticed.map((one) => [one.on, one]));
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(250px, 1fr))', gap: 24 }}>
      {months.map((month) => (
        <Month key={month} year={year} month={month} byDay={byDay} own={own} onPick={onPick} />
      ))}
    </div>
  );
}

/** Weeks of a month from Monday; null before the first and after the last day. */
function weeksOf(year: number, month: number): (string | null)[][] {
  const first = isoOf(year, month, 1);
  const count = (Date.UTC(year, month + 1, 1) - Date.UTC(year, month, 1)) / DAY_MS;
  const lead = (weekdayOf(first) + 6) % 7;
  const cells = Array.from({ length: Math.ceil((lead + count) / 7) * 7 }, (_unused, place) =>
    place < lead || place >= lead + count ? null : isoOf(year, month, place - lead + 1),
  );
  return Array.from({ length: cells.length / 7 }, (_unused, week) => cells.slice(week * 7, week * 7 + 7));
}

function Month({ year, month, byDay, own, onPick }: Omit<Shown, 'noticed'> & { month: number; byDay: ReadonlyMap<string, Noticed> }) {
  const { t } = useWords();
  return (
    <table style={{ borderCollapse: 'separate', borderSpacing: 2, tableLayout: 'fixed', inlineSize: '100%', blockSize: 'fit-content' }}>
      <caption style={{ textAlign: 'start', fontWeight: 600, paddingBlockEnd: 4 }}>
        {t('portal.law.month', { month: String(month + 1) })}
      </caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col" className="small soft" style={{ fontWeight: 400 }}>
              {t(`portal.law.weekday.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week, row) => (
          <tr key={week.find((on) => on !== null) ?? row}>
            {week.map((on, column) => (
              <td key={on ?? `none ${column}`} style={{ padding: 0, textAlign: 'center' }}>
                {on === null ? null : <Day on={on} noticed={byDay.get(on)} own={own} onPick={onPick} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ on, noticed, own, onPick }: { on: string; noticed: Noticed | undefined; own: string | null; onPick: Shown['onPick'] }) {
  const { t } = useWords();
  const kind = kindOf(on, noticed);
  const ownMark = own !== null && noticed?.calendarId === own ? { outline: '1px solid currentColor', outlineOffset: -1 } : {};
  const style: CSSProperties = {
    ...looks[kind],
    ...ownMark,
    display: 'block',
    inlineSize: '100%',
    borderRadius: 4,
    lineHeight: '26px',
    border: 0,
    font: 'inherit',
    fontWeight: looks[kind].fontWeight ?? 400,
    padding: 0,
  };
  const says = `${on} ${t(`portal.law.day-kind.${kind}`)} ${noticed?.name ?? ''}`.trim();
  const date = Number(on.slice(8));
  if (!onPick)
    return (
      <span style={style} title={says}>
        {date}
      </span>
    );
  const pick = () => onPick(noticed ?? { on, workday: kind === 'workday', name: '' });
  return (
    <button
      type="button"
      style={{ ...style, background: style.background ?? 'transparent', color: style.color ?? 'inherit', cursor: 'pointer' }}
      title={says}
      aria-label={says}
      onClick={pick}
    >
      {date}
    </button>
  );
}
