import type { NoticeAnswer } from '@karez/contract/desk';
import { Tag } from 'antd';
import { termEnd } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';

/** What is to be done after a notice, and by whom. */
export function NextStep({ next: { step, by } }: Pick<NoticeAnswer, 'next'>) {
  const { t } = useWords();
  const named = t(step.key, step.params);
  const words =
    by === null ? t('portal.notices.next', { step: named }) : t('portal.notices.next-by', { step: named, by: t(`desk.by.${by}`) });
  return by === 'reader' ? <strong style={{ fontWeight: 500 }}>{words}</strong> : <span>{words}</span>;
}

/** Working days left of a term, or overdue. */
export function DaysLeft({ days }: { days: number | null }) {
  const { t } = useWords();
  if (days === null) return null;
  const color = days < 0 ? 'error' : days <= 2 ? 'warning' : 'processing';
  return (
    <Tag color={color} style={{ marginInlineEnd: 0 }}>
      {days < 0 ? t('portal.clock.overdue', { days: -days }) : t('portal.clock.left', { days })}
    </Tag>
  );
}

/** The last day of a term and the working days left of it; nothing where no term runs. */
export function Term({ dueAt, workingDaysLeft }: Pick<NoticeAnswer['next'], 'dueAt' | 'workingDaysLeft'>) {
  const { t } = useWords();
  if (dueAt === null) return null;
  return (
    <span className="row" style={{ display: 'inline-flex', gap: 8 }}>
      {t('portal.notices.due', { at: termEnd(dueAt) })}
      <DaysLeft days={workingDaysLeft} />
    </span>
  );
}
