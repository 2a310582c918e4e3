import type { AllowedActions } from '@karez/contract/route';
import type { SampledCall, UseMonth } from '@karez/contract/sharing/use-record';
import { Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { MatchDialog } from './MatchDialog.tsx';

/** How a sampled call stands: its own word where the named case is another, or where the evidence can no longer tell. */
function standing({ state, agrees }: SampledCall): { word: string; tone: Tone } {
  if (state === 'drawn') return { word: 'drawn', tone: 'waiting' };
  if (state === 'unmatched') return { word: 'unmatched', tone: 'danger' };
  if (agrees === false) return { word: 'differing', tone: 'danger' };
  return agrees === null ? { word: 'untold', tone: 'warn' } : { word: 'matched', tone: 'ok' };
}

/** The calls of a month that were drawn, and the cases that they were made for. */
export function SampleTable({ month, grantId, allowed }: { month: UseMonth; grantId: string; allowed: AllowedActions }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<string | null>(null);
  const holds = 'match-call' in allowed;
  const waits = month.sample.some(({ state }) => state === 'drawn');
  return (
    <div>
      <div className="row" style={{ paddingBlockEnd: 4 }}>
        <strong>{t('portal.use.sample', { month: month.month })}</strong>
        {waits ? <ClockBadge clock={month.clock} /> : null}
      </div>
      <p className="small soft" style={{ marginBlock: '0 8px', overflowWrap: 'anywhere' }}>
        {t('portal.use.sample-why', { count: month.counts.calls })}
        <bdi className="code">{month.seed}</bdi>
      </p>
      <Table<SampledCall>
        size="small"
        rowKey="recordId"
        pagination={false}
        scroll={{ x: 620 }}
        dataSource={month.sample}
        columns={[
          { title: t('portal.use.called-at'), width: 150, render: (_value, { at }) => dayAndTime(at) },
          {
            title: t('portal.use.evidence'),
            width: 190,
            render: (_value, { recordId }) => (
              <Link to={paths.evidenceRecord(recordId)} className="code small">
                {recordId}
              </Link>
            ),
          },
          {
            title: t('portal.use.result'),
            render: (_value, call) => {
              const { word, tone } = standing(call);
              return (
                <span className="row">
                  <StateTag tone={tone}>{t(`portal.use.call.${word}`, { caseNo: call.caseNo ?? '', reason: call.reason ?? '' })}</StateTag>
                  {holds && call.state === 'drawn' ? (
                    <DeedButton allowed={allowed} action="match-call" onClick={() => setAsked(call.recordId)}>
                      {t('portal.use.deed.match')}
                    </DeedButton>
                  ) : null}
                </span>
              );
            },
          },
        ]}
      />
      {asked === null ? null : <MatchDialog grantId={grantId} recordId={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}
