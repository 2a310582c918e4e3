import { measureGroups, nearDays, rates, type MeasureCounts } from '@karez/contract/catalog/overview';
import { Card, Progress } from 'antd';
import { useWords } from '../../client/language.tsx';
import { CountLink } from './CountLink.tsx';
import { measuresOf, percentOf } from './counts.ts';

type Numbers = { counts: MeasureCounts; organisationId?: string | undefined };

/** Every number of a department, or of all together, with what it counts beside it. */
export function DepartmentNumbers({ counts, organisationId }: Numbers) {
  return (
    <div className="stack">
      <Rates counts={counts} />
      <div
        style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))', alignItems: 'start' }}
      >
        {measureGroups.map((group) => (
          <Group key={group} group={group} counts={counts} organisationId={organisationId} />
        ))}
      </div>
    </div>
  );
}

function Rates({ counts }: { counts: MeasureCounts }) {
  const { t } = useWords();
  return (
    <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))' }}>
      {rates.map((rate) => {
        const percent = percentOf(rate, counts);
        const name = t(`catalog.overview.rate.${rate.id}`);
        return (
          <Card key={rate.id} size="small" title={<h2 style={{ fontSize: 15, margin: 0 }}>{name}</h2>}>
            <strong style={{ fontSize: 24 }}>
              {percent === null ? t('portal.overview.no-rate') : t('portal.overview.rate', { percent: String(percent) })}
            </strong>
            <Progress percent={percent ?? 0} showInfo={false} aria-label={name} />
            <div className="soft small">
              {t(`catalog.overview.rate-formula.${rate.id}`, { part: counts[rate.part], whole: counts[rate.whole] })}
            </div>
          </Card>
        );
      })}
    </div>
  );
}

function Group({ group, counts, organisationId }: Numbers & { group: string }) {
  const { t } = useWords();
  return (
    <Card size="small" title={<h2 style={{ fontSize: 15, margin: 0 }}>{t(`catalog.overview.group.${group}`)}</h2>}>
      <dl style={{ margin: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: 16, rowGap: 10 }}>
        {measuresOf(group).map((measure) => (
          <div key={measure.id} style={{ display: 'contents' }}>
            <dt>
              {t(`catalog.overview.measure.${measure.id}`)}
              <div className="soft small">{t(`catalog.overview.formula.${measure.id}`, { days: nearDays })}</div>
            </dt>
            <dd style={{ margin: 0, textAlign: 'end', fontSize: 16 }}>
              <CountLink measure={measure} count={counts[measure.id]} organisationId={organisationId} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
