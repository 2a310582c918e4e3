import type { Entry } from '@karez/contract/catalog/answers';
import type { DatumSource } from '@karez/contract/catalog/source';
import { Card } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useMe } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { ApplyButton } from './ApplyButton.tsx';
import type { Sources } from './use-sources.ts';

/** 数据来源: what of this entry comes from whom, one source below the other, and for its own department the way to apply for it. */
export function SourcesCard({ entry, sources }: { entry: Entry; sources: Sources }) {
  const { t } = useWords();
  const isOwn = useMe().organisation.id === entry.provider.organisationId;
  if (sources.all.length === 0) return null;
  const groups = new Map<string, DatumSource[]>();
  for (const one of sources.all) {
    const key = one.source.entryId ?? one.source.elementId ?? '';
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return (
    <Card title={t('portal.source.title')}>
      <div className="stack">
        <p className="soft" style={{ margin: 0 }}>
          {t('portal.source.says')}
        </p>
        {[...groups].map(([key, group]) => (
          <SourceGroup key={key} group={group} isOwn={isOwn} />
        ))}
      </div>
    </Card>
  );
}

function SourceGroup({ group, isOwn }: { group: readonly DatumSource[]; isOwn: boolean }) {
  const { t } = useWords();
  const first = group[0]?.source;
  if (!first) return null;
  const { entryId, elementId, name, organisationName } = first;
  const itemNos = [...new Set(group.flatMap(({ source }) => (source.itemNo === null ? [] : [source.itemNo])))];
  return (
    <section className="boxed" aria-label={name}>
      <div>
        <bdi>{organisationName}</bdi> ·{' '}
        <Link to={entryId === null ? paths.element(elementId ?? '') : paths.entry(entryId)}>
          <bdi>{name}</bdi>
        </Link>
      </div>
      <ul style={{ margin: 0, marginBlock: 6, paddingInlineStart: 18 }}>
        {group.map((one) => (
          <li key={`${one.place} ${one.no ?? 0}`}>
            <span className="soft">{t(`portal.source.place.${one.place}`)}</span> <bdi>{one.name}</bdi>
            {one.source.itemName === '' || one.source.itemName === one.name ? null : (
              <span className="small soft">
                {' '}
                <bdi>{t('portal.source.there', { name: one.source.itemName })}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
      {isOwn ? <WayThere source={first} itemNos={itemNos} /> : null}
    </section>
  );
}

/** What the entry's own department does next: apply, wait until there is something to apply for, or nothing where both are its own by now. */
function WayThere({ source, itemNos }: { source: DatumSource['source']; itemNos: readonly number[] }) {
  const { t } = useWords();
  if (source.own) return <span className="small soft">{t('portal.source.own')}</span>;
  if (source.entryId !== null) return <ApplyButton entryId={source.entryId} itemNos={itemNos} />;
  return <span className="small soft">{t('portal.source.unpublished', { organisation: source.organisationName })}</span>;
}
