import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Alert, Card, Divider } from 'antd';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { StepsTimeline } from '../case-aside.tsx';

type Suspension = GrantAnswer['suspensions'][number];

const tones: Readonly<Record<Suspension['state'], Tone>> = {
  suspended: 'danger',
  reported: 'waiting',
  restored: 'ok',
  terminated: 'danger',
  ended: 'off',
};

/** That a grant is closed now, by whom, and who has to do something about it. */
export function SuspensionNote({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const open = grant.suspensions.at(-1);
  if (grant.state !== 'suspended' || !open) return null;
  return (
    <Alert
      type="error"
      showIcon
      title={t(`portal.suspension.now.${open.state}`, { organisation: open.organisation })}
      description={t('portal.suspension.now-why')}
    />
  );
}

/** Every suspension of a grant, the latest first: fact, basis, terms, and what was done about it. */
export function SuspensionCard({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  if (grant.suspensions.length === 0) return null;
  return (
    <Card title={t('portal.suspension.title')}>
      {grant.suspensions.toReversed().map((suspension, place) => (
        <section key={suspension.id}>
          {place > 0 ? <Divider /> : null}
          <div className="row" style={{ paddingBlockEnd: 8 }}>
            <strong>{t('portal.suspension.no', { no: suspension.no })}</strong>
            <StateTag tone={tones[suspension.state]}>{t(`sharing.suspension-state.${suspension.state}`)}</StateTag>
          </div>
          <SuspensionFacts suspension={suspension} />
          <div style={{ paddingBlockStart: 16 }}>
            <StepsTimeline
              steps={suspension.history}
              nameOf={({ action }) => t(`sharing.suspension-step.${action}`)}
              system={t('portal.suspension.system')}
            />
          </div>
        </section>
      ))}
    </Card>
  );
}

function SuspensionFacts({ suspension }: { suspension: Suspension }) {
  const { t } = useWords();
  const { side, organisation, fact, basis, report, term, recheckTerm } = suspension;
  return (
    <Facts
      columns={1}
      facts={[
        { label: t('portal.suspension.by'), value: t(`portal.suspension.side.${side}`, { organisation }) },
        {
          label: t('portal.suspension.fact'),
          value: (
            <div className="pre">
              <bdi>{fact}</bdi>
            </div>
          ),
        },
        {
          label: t('portal.suspension.basis'),
          value: basis.map((one) => (
            <div key={`${one.articleId ?? one.title} ${one.article}`}>
              <bdi>{t('portal.cited', { title: one.title, docNo: one.docNo, article: one.article })}</bdi>
            </div>
          )),
        },
        ...(term ? [{ label: t('portal.suspension.term'), value: <ClockBadge clock={term} /> }] : []),
        ...(report
          ? [
              {
                label: t('portal.suspension.report'),
                value: (
                  <div className="pre">
                    <bdi>{report.words}</bdi>
                    <div className="small soft">{dayAndTime(report.at)}</div>
                  </div>
                ),
              },
            ]
          : []),
        ...(recheckTerm ? [{ label: t('portal.suspension.recheck-term'), value: <ClockBadge clock={recheckTerm} /> }] : []),
      ]}
    />
  );
}
