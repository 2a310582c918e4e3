import type { Application } from '@karez/contract/sharing/schemas';
import { Card } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';
import { ClocksCard, HistoryCard, ReturnedNote } from './case-aside.tsx';
import { ReceivedLine } from './handling/ReceivedLine.tsx';
import { LettersCard } from './letter/LettersCard.tsx';
import { TemplateLine } from './template/TemplateLine.tsx';
import { PapersCard } from './PapersCard.tsx';

/** States in which the requester's clerk writes, and what its head said when it was returned counts. */
const written: readonly Application['state'][] = ['draft', 'supplement-asked'];

/** Beside a case: its clocks, the two sides, and what has happened. */
export function ApplicationAside({ application }: { application: Application }) {
  const { t } = useWords();
  return (
    <aside className="stack" aria-label={t('portal.sharing.aside')}>
      {application.returned && written.includes(application.state) ? <ReturnedNote returned={application.returned} /> : null}
      <ClocksCard title={t('portal.sharing.clocks')} clocks={application.clocks} nameOf={({ ruleKey }) => t(`law.limit.${ruleKey}`)} />
      <Card size="small" title={t('portal.sharing.sides')}>
        <div className="small soft">{t('portal.sharing.requester')}</div>
        <div>{application.requester.name}</div>
        <div className="small soft" style={{ marginBlockStart: 8 }}>
          {t('portal.sharing.provider')}
        </div>
        <div>{application.provider.name}</div>
        <ReceivedLine application={application} />
        <div className="small soft" style={{ marginBlockStart: 8 }}>
          {t('portal.sharing.entry')}
        </div>
        <Link to={paths.entry(application.entryId)}>{application.entryName}</Link>
        <TemplateLine application={application} />
        {application.grantId ? (
          <div style={{ marginBlockStart: 8 }}>
            <Link to={paths.grant(application.grantId)}>{t('portal.sharing.to-grant')}</Link>
          </div>
        ) : null}
        {application.agreement ? (
          <div>
            <Link to={paths.agreement(application.id)}>{t('portal.sharing.to-agreement')}</Link>
          </div>
        ) : null}
      </Card>
      <LettersCard application={application} />
      <PapersCard application={application} />
      <HistoryCard
        steps={application.history}
        nameOf={({ action }) => t(`sharing.history.${action}`)}
        system={t('portal.sharing.system')}
      />
    </aside>
  );
}
