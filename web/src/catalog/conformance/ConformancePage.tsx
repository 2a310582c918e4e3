import { exportNonconformities, nonconformityStates, listNonconformities, ruleIds } from '@karez/contract/catalog/conformance';
import type { AnswerOf } from '@karez/contract/route';
import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { NonconformityTable } from './NonconformityTable.tsx';
import { RunsCard } from './RunsCard.tsx';
import { StartReview } from './StartReview.tsx';
import { clearable } from '../../client/clearable.tsx';

type Answer = AnswerOf<typeof listNonconformities>;
type Filters = {
  state?: (typeof nonconformityStates)[number];
  rule?: (typeof ruleIds)[number];
  organisationId?: string;
  entryId?: string;
};

/** The filters of the address, as far as they are known ones. */
function filtersFrom(search: URLSearchParams): Filters {
  const state = nonconformityStates.find((one) => one === search.get('state'));
  const rule = ruleIds.find((one) => one === search.get('rule'));
  const organisationId = search.get('organisationId');
  const entryId = search.get('entryId');
  return {
    ...(state === undefined ? {} : { state }),
    ...(rule === undefined ? {} : { rule }),
    ...(organisationId === null ? {} : { organisationId }),
    ...(entryId === null ? {} : { entryId }),
  };
}

/** 标准符合性审核: nonconformities with what to do, and, for the authority, the reviews themselves. */
export function ConformancePage() {
  const { t } = useWords();
  const oversees = usePower('catalog.publish');
  const [search, setSearch] = useSearchParams();
  const [starting, setStarting] = useState(false);
  const filters = filtersFrom(search);
  const position = useCursor(search.toString());
  const nonconformities = useAnswer(listNonconformities, {
    query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const file = useDownload(exportNonconformities);
  const choose = (next: Filters) => setSearch(Object.entries(next).filter(([, value]) => value !== undefined));
  return (
    <>
      <PageHead
        title={t('portal.menu.conformance')}
        purpose={t('portal.conformance.purpose')}
        actions={
          <>
            <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({ query: filters })}>
              {t('portal.conformance.export')}
            </Button>
            {oversees ? (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setStarting(true)}>
                {t('portal.conformance.start')}
              </Button>
            ) : null}
          </>
        }
      />
      <div className="stack">
        {file.error ? <Trouble error={file.error} /> : null}
        {oversees ? <RunsCard /> : null}
        <Card title={t('portal.conformance.nonconformities')}>
          <Loaded query={nonconformities}>
            {({ answer }) => (
              <>
                <FilterRow answer={answer} filters={filters} onChoose={choose} />
                <NonconformityTable nonconformities={answer.items} />
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )}
          </Loaded>
        </Card>
      </div>
      {starting ? <StartReview onClose={() => setStarting(false)} /> : null}
    </>
  );
}

type Row = { answer: Answer; filters: Filters; onChoose: (filters: Filters) => void };

/** Each choice says how many nonconformities it opens. */
function FilterRow({ answer: { facets }, filters, onChoose }: Row) {
  const { t } = useWords();
  const countOf = (state: string): number => facets.state.find(({ value }) => value === state)?.count ?? 0;
  const all = facets.state.reduce((sum, { count }) => sum + count, 0);
  const option = (label: string, count: number) => t('portal.conformance.option', { label, count });
  const { state: _state, ...withoutState } = filters;
  const { rule: _rule, ...withoutRule } = filters;
  const { organisationId: _organisation, ...withoutOrganisation } = filters;
  return (
    <div className="row" style={{ marginBlockEnd: 12 }}>
      <Segmented
        aria-label={t('portal.conformance.state')}
        value={filters.state ?? ''}
        onChange={(next) => {
          const state = nonconformityStates.find((one) => one === next);
          onChoose(state === undefined ? withoutState : { ...filters, state });
        }}
        options={[
          { value: '', label: option(t('portal.conformance.all'), all) },
          ...nonconformityStates.map((value) => ({ value, label: option(t(`catalog.conformance.state.${value}`), countOf(value)) })),
        ]}
      />
      <Select
        allowClear={clearable(t)}
        aria-label={t('portal.conformance.rule')}
        placeholder={t('portal.conformance.all-rules')}
        style={{ minInlineSize: 240 }}
        value={filters.rule ?? null}
        options={facets.rule.map(({ value, count }) => ({ value, label: option(t(`catalog.conformance.name.${value}`), count) }))}
        onChange={(next: string | null | undefined) => {
          const rule = ruleIds.find((one) => one === next);
          onChoose(rule === undefined ? withoutRule : { ...filters, rule });
        }}
      />
      {facets.organisation.length > 1 || filters.organisationId ? (
        <Select
          allowClear={clearable(t)}
          aria-label={t('portal.conformance.organisation')}
          placeholder={t('portal.conformance.everything')}
          style={{ minInlineSize: 220 }}
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.organisationId ?? null}
          options={facets.organisation.map(({ value, label, count }) => ({ value, label: option(label, count) }))}
          onChange={(next: string | null | undefined) => onChoose(next ? { ...filters, organisationId: next } : withoutOrganisation)}
        />
      ) : null}
    </div>
  );
}
