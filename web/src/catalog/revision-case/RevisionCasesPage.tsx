import { Card, Segmented } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { CaseList } from './CaseList.tsx';

/** 修订任务: what one's own department owes, and for the authority everyone's in its region. */
export function RevisionCasesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const oversees = usePower('catalog.publish');
  const scope = search.get('scope') === 'all' || (oversees && search.get('scope') !== 'mine') ? 'all' : 'mine';
  return (
    <>
      <PageHead
        title={t('portal.menu.revision-cases')}
        purpose={t('portal.revision-case.purpose')}
        actions={<Link to={paths.changeEvents()}>{t('portal.menu.change-events')}</Link>}
      />
      <Card>
        {oversees ? (
          <div style={{ marginBlockEnd: 12 }}>
            <Segmented
              aria-label={t('portal.revision-case.scope')}
              value={scope}
              onChange={(next) => setSearch({ scope: next })}
              options={(['all', 'mine'] as const).map((value) => ({ value, label: t(`portal.revision-case.scope.${value}`) }))}
            />
          </div>
        ) : null}
        <CaseList scope={scope} />
      </Card>
    </>
  );
}
