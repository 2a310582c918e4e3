import type { AnswerOf } from '@karez/contract/route';
import { exportUseRecords, listUseRecords, useGaps, type UseGap } from '@karez/contract/sharing/use-record';
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Select, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { clearable } from '../../client/clearable.tsx';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { UseRecordTable } from './UseRecordTable.tsx';

type Side = 'held' | 'given' | 'authority';
type Filters = { side: Side; gap?: UseGap; quarter?: string; requester?: string; provider?: string };
type Answer = AnswerOf<typeof listUseRecords>;

/** The filters of the address, as far as they are known ones. */
function filtersFrom(search: URLSearchParams, oversees: boolean): Filters {
  const asked = search.get('side');
  const gap = useGaps.find((one) => one === search.get('gap'));
  const texts = (['quarter', 'requester', 'provider'] as const).flatMap((name) => {
    const value = search.get(name);
    return value ? [[name, value] as const] : [];
  });
  return {
    side: asked === 'given' || (asked === 'authority' && oversees) ? asked : 'held',
    ...(gap === undefined ? {} : { gap }),
    ...Object.fromEntries(texts),
  };
}

/** 使用记录: by grant and quarter, with what is wanting, for the holder, the provider and the authority (809-29). */
export function UseRecordsPage() {
  const { t } = useWords();
  const oversees = usePower('sharing.restrict');
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search, oversees);
  const position = useCursor(search.toString());
  const records = useAnswer(listUseRecords, {
    query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const file = useDownload(exportUseRecords);
  const choose = (next: Filters) => setSearch(Object.entries(next).filter(([, value]) => value !== ''));
  const sides = ['held', 'given', ...(oversees ? ['authority'] : [])];
  return (
    <>
      <PageHead
        title={t('portal.menu.use-records')}
        purpose={t(`portal.use.purpose.${filters.side}`)}
        actions={
          <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({ query: filters })}>
            {t('portal.use.export')}
          </Button>
        }
      />
      <div className="stack">
        {file.error ? <Trouble error={file.error} /> : null}
        <Card>
          <Tabs
            activeKey={filters.side}
            onChange={(key) => setSearch({ side: key })}
            items={sides.map((side) => ({ key: side, label: t(`sharing.use-side.${side}`) }))}
          />
          <Loaded query={records}>
            {({ answer }) => (
              <>
                <FilterRow answer={answer} filters={filters} onChoose={choose} />
                <UseRecordTable records={answer.items} side={filters.side} />
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )}
          </Loaded>
        </Card>
      </div>
    </>
  );
}

type Row = { answer: Answer; filters: Filters; onChoose: (filters: Filters) => void };

/** Each choice says how many records it opens; what is wanting comes first. */
function FilterRow({ answer: { facets }, filters, onChoose }: Row) {
  const { t } = useWords();
  const option = (label: string, count: number) => t('portal.use.option', { label, count });
  const choice = (name: 'quarter' | 'requester' | 'provider', label: string) => (
    <Select
      allowClear={clearable(t)}
      aria-label={label}
      placeholder={label}
      style={{ minInlineSize: 170, flex: '0 1 240px' }}
      showSearch={{ optionFilterProp: 'label' }}
      value={filters[name] ?? null}
      options={facets[name].map((one) => ({ value: one.value, label: option(one.label, one.count) }))}
      onChange={(next: string | null | undefined) => onChoose({ ...filters, [name]: next ?? '' })}
    />
  );
  const { gap: _gap, ...ungapped } = filters;
  return (
    <div className="row" style={{ marginBlockEnd: 12 }}>
      {facets.gap.map(({ value, count }) => (
        <Button
          key={value}
          type={filters.gap === value ? 'primary' : 'default'}
          disabled={count === 0 && filters.gap !== value}
          aria-pressed={filters.gap === value}
          onClick={() => {
            const gap = useGaps.find((one) => one === value);
            onChoose(filters.gap === value || gap === undefined ? ungapped : { ...ungapped, gap });
          }}
        >
          {option(t(`sharing.use-gap.${value}`), count)}
        </Button>
      ))}
      {choice('quarter', t('portal.use.quarter'))}
      {filters.side === 'held' ? null : choice('requester', t('portal.sharing.requester'))}
      {filters.side === 'given' ? null : choice('provider', t('portal.sharing.provider'))}
    </div>
  );
}
