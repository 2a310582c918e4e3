import { ClockCircleOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { lastDay } from './dates.ts';
import { useWords } from './language.tsx';

export type ShownClock = {
  readonly state: string;
  readonly dueAt: string | null;
  readonly workingDaysLeft: number | null;
  readonly provisional: boolean;
};

/** A statutory clock as both sides see it: days left and the due day, or how it ended. */
export function ClockBadge({ clock }: { clock: ShownClock | null }) {
  if (!clock) return <span className="soft">—</span>;
  const { state, workingDaysLeft: left } = clock;
  if (left === null || (state !== 'running' && state !== 'lapsed')) return <EndedTag clock={clock} />;
  return <OpenTag clock={clock} left={left} />;
}

function OpenTag({ clock, left }: { clock: ShownClock; left: number }) {
  const { t } = useWords();
  const color = left < 0 ? 'error' : left <= 2 ? 'warning' : 'processing';
  const words = left < 0 ? t('portal.clock.overdue', { days: -left }) : t('portal.clock.left', { days: left });
  return (
    <Tag
      color={color}
      icon={<ClockCircleOutlined />}
      style={{ marginInlineEnd: 0 }}
      title={t('portal.clock.due', { day: lastDay(clock.dueAt) })}
    >
      {words}
      {clock.provisional ? t('portal.clock.provisional') : ''}
    </Tag>
  );
}

/** How a clock ended, and how late: that stays known of who had it, though another has the duty now. */
function EndedTag({ clock: { state, workingDaysLeft } }: { clock: ShownClock }) {
  const { t } = useWords();
  const isLate = workingDaysLeft !== null && workingDaysLeft < 0;
  const name = t(`law.clock.state.${state}`);
  return (
    <Tag {...(isLate ? { color: 'error' } : {})} style={{ marginInlineEnd: 0 }}>
      {isLate ? t('portal.bracketed', { text: name, note: t('portal.clock.overdue', { days: -workingDaysLeft }) }) : name}
    </Tag>
  );
}
