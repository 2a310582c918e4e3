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
  const { t } = useWords();
  if (!clock) return <span className="soft">—</span>;
  if (clock.state !== 'running' || clock.workingDaysLeft === null)
    return <Tag style={{ marginInlineEnd: 0 }}>{t(`law.clock.state.${clock.state}`)}</Tag>;
  const left = clock.workingDaysLeft;
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
