import type { Application } from '@karez/contract/sharing/schemas';
import { Alert } from 'antd';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';

/** What the provider said is missing, and how it was met: the notice of 809-21, as both sides see it. */
export function SupplementNotices({ application }: { application: Application }) {
  const { t } = useWords();
  return application.supplementNotices.map((notice) => (
    <Alert
      key={notice.no}
      type={notice.answeredAt === null ? 'warning' : 'info'}
      showIcon
      title={t(notice.answeredAt === null ? 'portal.supplement.asked' : 'portal.supplement.met', {
        provider: notice.askedBy,
        at: dayAndTime(notice.askedAt),
        answeredAt: notice.answeredAt === null ? '' : dayAndTime(notice.answeredAt),
      })}
      description={
        <div className="stack">
          <div className="pre">
            <bdi>{notice.opinion}</bdi>
          </div>
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {notice.gaps.map(({ place, words }) => {
              const answer = notice.answers?.find((one) => one.place === place);
              return (
                <li key={place}>
                  {t('portal.labelled', { label: t(`portal.supplement.place.${place}`), text: words })}
                  {answer ? <div className="soft pre">{t('portal.supplement.answered', { words: answer.words })}</div> : null}
                </li>
              );
            })}
          </ul>
          <div className="small soft">{t(notice.stopsClock ? 'portal.supplement.clock-stops' : 'portal.supplement.clock-goes-on')}</div>
        </div>
      }
    />
  ));
}
