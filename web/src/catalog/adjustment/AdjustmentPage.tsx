import { getAdjustment, type Adjustment } from '@karez/contract/catalog/adjustment';
import { Alert, Breadcrumb, Card, Timeline } from 'antd';
import { Link, useParams } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { toldChanges } from '../change-text.ts';
import { useNames } from '../use-names.ts';
import { ChangeTable } from '../VersionChanges.tsx';
import { AdjustmentDeeds } from './AdjustmentDeeds.tsx';
import { AdjustmentStateTag, useWideningWords } from './adjustment-tags.tsx';

/** One adjustment: what the authority proposes and why, what the department says to it, and how it ended. */
export function AdjustmentPage() {
  const { adjustmentId = '' } = useParams();
  const adjustment = useAnswer(getAdjustment, { params: { adjustmentId } });
  return <Loaded query={adjustment}>{({ answer }) => <ShownAdjustment key={answer.id} adjustment={answer} />}</Loaded>;
}

function ShownAdjustment({ adjustment }: { adjustment: Adjustment }) {
  const { t } = useWords();
  const wideningWords = useWideningWords();
  const { entry, provider, state, widening } = adjustment;
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[{ title: <Link to={paths.adjustments()}>{t('portal.menu.adjustments')}</Link> }, { title: <bdi>{entry.name}</bdi> }]}
          />
        }
        title={
          <span className="row">
            <bdi>{entry.name}</bdi>
            <AdjustmentStateTag state={state} />
          </span>
        }
        purpose={t('portal.adjustment.page-purpose', { provider: provider.name })}
        actions={<AdjustmentDeeds adjustment={adjustment} />}
      />
      <div className="columns">
        <div className="stack">
          {widening.length > 0 ? (
            <Alert
              type="warning"
              showIcon
              title={t('portal.adjustment.wider', { what: wideningWords(widening) })}
              description={t('portal.adjustment.wider-says')}
            />
          ) : null}
          <Card>
            <Facts
              facts={[
                {
                  label: t('portal.adjustment.entry'),
                  value: <Link to={paths.entry(entry.id)}>{<bdi>{entry.name}</bdi>}</Link>,
                  wide: true,
                },
                { label: t('portal.adjustment.provider'), value: <bdi>{provider.name}</bdi> },
                { label: t('portal.adjustment.basis'), value: t(`catalog.adjustment.basis.${adjustment.basis}`) },
                { label: t('portal.adjustment.term'), value: <ClockBadge clock={adjustment.clock} /> },
              ]}
            />
          </Card>
          <Differences adjustment={adjustment} />
        </div>
        <aside className="stack" aria-label={t('portal.adjustment.course')}>
          <Card size="small" title={t('portal.adjustment.course')}>
            <Course adjustment={adjustment} />
          </Card>
        </aside>
      </div>
    </>
  );
}

/** Every difference with both texts whole. */
function Differences({ adjustment }: { adjustment: Adjustment }) {
  const words = useWords();
  const { t } = words;
  const names = useNames();
  const changes = toldChanges(adjustment.changes, { words, names });
  return (
    <Card title={t('portal.adjustment.differences', { count: changes.length })}>
      <WideTable label={t('portal.adjustment.differences', { count: changes.length })} minWidth={480}>
        <ChangeTable changes={changes} />
      </WideTable>
    </Card>
  );
}

/** Who said what, in order: the proposal, the answer, the decision. */
function Course({ adjustment }: { adjustment: Adjustment }) {
  const { t } = useWords();
  const { answered, decided, withdrawn, state } = adjustment;
  const answer = state === 'agreed' ? 'agreed' : 'objected';
  const said = [
    { word: 'proposed', act: { at: adjustment.proposedAt, opinion: adjustment.reason, organisation: adjustment.proposedBy } },
    ...(answered ? [{ word: answer, act: answered }] : []),
    ...(decided ? [{ word: state, act: decided }] : []),
    ...(withdrawn ? [{ word: 'withdrawn', act: withdrawn }] : []),
  ];
  return (
    <Timeline
      items={said.map(({ word, act }) => ({
        key: word,
        content: (
          <>
            <div>{t(`catalog.history.adjustment-${word}`)}</div>
            <div className="small soft">
              {dayAndTime(act.at)} <bdi>{act.organisation}</bdi>
            </div>
            <div className="pre">
              <bdi>{act.opinion}</bdi>
            </div>
          </>
        ),
      }))}
    />
  );
}
