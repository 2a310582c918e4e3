import type { ChangeImpact } from '@karez/contract/catalog/acknowledgement';
import type { Entry } from '@karez/contract/catalog/answers';
import { Alert, Card } from 'antd';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { itemNamesOf, type ItemNames } from './break-text.ts';
import { BreakList } from './BreakList.tsx';
import { GrantTable } from './GrantTable.tsx';
import { useImpact } from './use-impact.ts';

/** 变更影响: whether the version on its way is major, why, and whom it touches as of now; read anew with every save of the draft. */
export function ImpactCard({ entry }: { entry: Entry }) {
  const impact = useImpact(entry);
  if (entry.live === null || entry.working === null || entry.live.version === null) return null;
  const names = itemNamesOf(entry.live.content.items);
  return <Loaded query={impact}>{({ answer }) => <ShownImpact impact={answer} names={names} />}</Loaded>;
}

function ShownImpact({ impact, names }: { impact: ChangeImpact; names: ItemNames }) {
  const { t } = useWords();
  const { major, nextVersion, grants, untouchedGrants, workingDays } = impact;
  return (
    <Card
      size="small"
      title={t('portal.acknowledgement.impact')}
      extra={
        <StateTag tone={major ? 'warn' : 'ok'}>
          {t(major ? 'portal.acknowledgement.becomes-major' : 'portal.acknowledgement.becomes-minor', { version: nextVersion })}
        </StateTag>
      }
    >
      {major ? (
        <div className="stack" style={{ gap: 12 }}>
          <div>
            <div className="soft">{t('portal.acknowledgement.why')}</div>
            <BreakList breaks={impact.breaks} />
          </div>
          <ClosingServices services={impact.services} />
          {grants.length > 0 ? (
            <>
              <span>{t('portal.acknowledgement.touches', { count: grants.length, days: workingDays })}</span>
              <GrantTable grants={grants} names={names} />
            </>
          ) : (
            <span>{t('portal.acknowledgement.touches-none')}</span>
          )}
          {untouchedGrants > 0 ? <span className="soft">{t('portal.acknowledgement.untouched', { count: untouchedGrants })}</span> : null}
        </div>
      ) : (
        <>
          <span className="soft">{t('portal.acknowledgement.minor-says')}</span>
          <ClosingServices services={impact.services} />
        </>
      )}
    </Card>
  );
}

/** Services that the version will close, for everyone who calls them. */
export function ClosingServices({ services }: Pick<ChangeImpact, 'services'>) {
  const { t } = useWords();
  const closing = services.filter(({ closes }) => closes);
  if (closing.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('portal.acknowledgement.closes', { count: closing.length })}
      description={
        <>
          <bdi>{closing.map(({ name }) => name).join(' · ')}</bdi>
          <div className="soft">{t('portal.acknowledgement.closes-says')}</div>
        </>
      }
    />
  );
}
