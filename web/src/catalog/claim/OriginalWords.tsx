import type { Entry } from '@karez/contract/catalog/answers';
import { Collapse } from 'antd';
import { useWords } from '../../client/language.tsx';
import { Facts } from '../../ui/Facts.tsx';

/** What the imported row said in its own words, beside the form that completes it. */
export function OriginalWords({ entry: { imported } }: { entry: Entry }) {
  const { t } = useWords();
  if (imported === null) return null;
  return (
    <Collapse
      style={{ marginBlockEnd: 16 }}
      defaultActiveKey={['original']}
      items={[
        {
          key: 'original',
          label: t('portal.catalog.claim.original'),
          children: (
            <>
              <p className="soft">{t('portal.catalog.claim.original-says')}</p>
              <Facts facts={Object.entries(imported.raw).map(([label, value]) => ({ label, value, wide: value.length > 40 }))} />
            </>
          ),
        },
      ]}
    />
  );
}
