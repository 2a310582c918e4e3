import { listRevisionCases, type RevisionCase } from '@karez/contract/catalog/revision-case';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { day, dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { CaseDeeds } from './CaseDeeds.tsx';
import { CaseStateTag } from './case-tags.tsx';
import { RestingPlaces } from './RestingPlaces.tsx';

const OPEN = 'open,in-hand,reported,unchanged-reported';

/** On an entry's page: why it is to be revised, until when, and the deeds of whoever's turn it is. Others see nothing. */
export function CaseCards({ entryId }: { entryId: string }) {
  const cases = useAnswer(listRevisionCases, { query: { entry: entryId, state: OPEN, limit: 20 } });
  return (cases.data?.answer.items ?? []).map((given) => <CaseCard key={given.id} given={given} />);
}

function wordOf({ state, clock }: RevisionCase): string {
  if (state === 'reported' || state === 'unchanged-reported') return state;
  return clock?.workingDaysLeft !== undefined && clock.workingDaysLeft !== null && clock.workingDaysLeft < 0 ? 'overdue' : 'due';
}

function CaseCard({ given }: { given: RevisionCase }) {
  const { t } = useWords();
  const { event, clock } = given;
  const word = wordOf(given);
  return (
    <Alert
      type={word === 'overdue' ? 'error' : word === 'due' ? 'warning' : 'info'}
      showIcon
      title={
        <span className="row">
          {t(`portal.revision-case.card.${event.kind}.${word === 'overdue' || word === 'due' ? word : 'reported'}`, {
            event: event.title,
            days: Math.abs(clock?.workingDaysLeft ?? 0),
          })}
          <CaseStateTag given={given} />
          <ClockBadge clock={clock} />
        </span>
      }
      description={
        <div className="stack" style={{ gap: 8 }}>
          <div>
            <Link to={paths.changeEvent(event.id)}>
              {t('portal.revision-case.card.event', { number: event.documentNumber, day: day(event.changedOn) })}
            </Link>
          </div>
          <RestingPlaces places={given.restsOn} />
          <CaseWords given={given} />
          <CaseDeeds given={given} />
        </div>
      }
    />
  );
}

/** What department and authority have said so far. */
function CaseWords({ given }: { given: RevisionCase }) {
  const { t } = useWords();
  const { reported, declined, extension, state } = given;
  const told = [
    ...(state === 'unchanged-reported' && reported ? [{ word: 'reported', act: reported }] : []),
    ...(declined && state !== 'unchanged-reported' ? [{ word: 'declined', act: declined }] : []),
    ...(extension ? [{ word: 'extension-asked', act: extension.asked }] : []),
    ...(extension?.decided ? [{ word: extension.granted ? 'extension-granted' : 'extension-refused', act: extension.decided }] : []),
  ];
  return told.map(({ word, act }) => (
    <div key={word}>
      <span className="small soft">
        {t(`portal.revision-case.said.${word}`, { at: dayAndTime(act.at), days: extension?.workingDays ?? 0 })}
      </span>
      <div className="pre">
        <bdi>{act.opinion}</bdi>
      </div>
    </div>
  ));
}
