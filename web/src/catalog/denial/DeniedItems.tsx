import type { DenialRuling } from '@karez/contract/catalog/answers';
import type { EntryContent } from '@karez/contract/catalog/content';
import { Card } from 'antd';
import { useWords } from '../../client/language.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { DenialBasisList } from '../Basis.tsx';

type Shown = { content: EntryContent; rulings: readonly DenialRuling[] };

/** 不予共享的数据项: of each its name, the reason, the articles, and what the authority's leader said of it. */
export function DeniedItems({ content, rulings }: Shown) {
  const { t } = useWords();
  const denied = content.items.filter(
    ({ shareType, denial }) => denial !== null || (shareType === 'denied' && content.shareType !== 'denied'),
  );
  if (denied.length === 0) return null;
  return (
    <Card title={t('portal.denial.items-title', { count: denied.length })}>
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.denial.items-say')}
      </p>
      <ul className="stack" style={{ gap: 12, margin: 0, padding: 0, listStyle: 'none' }}>
        {denied.map(({ no, nameZh, denial }) => (
          <li key={no} className="boxed">
            <div className="row">
              <strong>
                <bdi>{nameZh}</bdi>
              </strong>
              <Verified ruling={rulings.find(({ itemNo }) => itemNo === no)} />
            </div>
            <div style={{ marginBlock: 6 }}>
              <bdi>{denial === null || denial.reason === '' ? t('portal.catalog.blank') : denial.reason}</bdi>
            </div>
            {denial === null || denial.basis.length === 0 ? (
              <StateTag tone="warn">{t('portal.catalog.no-basis')}</StateTag>
            ) : (
              <DenialBasisList basis={denial.basis} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The leader's word: agreed, for good or until a day, or refused, with the opinion where the reader may know it. */
export function Verified({ ruling }: { ruling: DenialRuling | undefined }) {
  const { t } = useWords();
  if (!ruling) return null;
  const upheld = ruling.verdict === 'upheld';
  return (
    <>
      <StateTag tone={upheld ? 'ok' : 'danger'}>
        {upheld && ruling.until !== null
          ? t('portal.denial.upheld-until', { day: ruling.until })
          : t(`portal.catalog.verdict.${ruling.verdict}`)}
      </StateTag>
      {ruling.opinion === null || ruling.opinion === '' ? null : (
        <span className="small soft">
          <bdi>{ruling.opinion}</bdi>
        </span>
      )}
    </>
  );
}
