import { Button, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { DayField } from '../ui/DayField.tsx';
import { SearchField } from '../client/SearchField.tsx';
import { clearable } from '../client/clearable.tsx';

const results = ['done', 'refused', 'failed', 'unknown'] as const;
const PREFIX = 'portal.audit.action.';
/** Beijing time: the days of the filter are days of the region. */
const ZONE_OFFSET = '+08:00';

function instant(day: string, time: string): string {
  return new Date(`${day}T${time}${ZONE_OFFSET}`).toISOString();
}

/** The query that the address of the page stands for. */
export function queryFrom(search: URLSearchParams) {
  const result = results.find((one) => one === search.get('result'));
  const [action, object, grant, from, until] = ['action', 'object', 'grant', 'from', 'until'].map((name) => search.get(name) ?? '');
  return {
    ...(action ? { action } : {}),
    ...(object ? { object } : {}),
    ...(grant ? { grant } : {}),
    ...(result ? { result } : {}),
    ...(from ? { from: instant(from, '00:00:00.000') } : {}),
    ...(until ? { until: instant(until, '23:59:59.999') } : {}),
  };
}

/** Filters of the list; they stand in the address, so that a filtered list can be passed on. */
export function EvidenceFilters() {
  const { t, keysUnder } = useWords();
  const [search, setSearch] = useSearchParams();
  const value = (name: string) => search.get(name) ?? '';
  const change = (name: string, next: string | undefined) => {
    const given = { ...Object.fromEntries(search), [name]: next ?? '' };
    setSearch(Object.fromEntries(Object.entries(given).filter(([, text]) => text !== '')));
  };
  const chosen = (name: string) => (value(name) === '' ? {} : { value: value(name) });
  const searched = (name: 'object' | 'grant') => (
    <SearchField
      key={`${name} ${value(name)}`}
      defaultValue={value(name)}
      placeholder={t(`portal.audit.by.${name}`)}
      aria-label={t(`portal.audit.by.${name}`)}
      style={{ inlineSize: 220 }}
      onSearch={(text) => change(name, text.trim())}
    />
  );
  return (
    <div className="row no-print" style={{ marginBlockEnd: 12 }}>
      <Select
        aria-label={t('portal.audit.action')}
        allowClear={clearable(t)}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('portal.audit.action')}
        style={{ inlineSize: 220 }}
        {...chosen('action')}
        onChange={(next: string | undefined) => change('action', next)}
        // Every act that has words may be chosen.
        options={keysUnder(PREFIX).map((key) => ({ value: key.slice(PREFIX.length), label: t(key) }))}
      />
      <Select
        aria-label={t('portal.audit.result')}
        allowClear={clearable(t)}
        placeholder={t('portal.audit.result')}
        style={{ inlineSize: 130 }}
        {...chosen('result')}
        onChange={(next: string | undefined) => change('result', next)}
        options={results.map((one) => ({ value: one, label: t(`evidence.result.${one}`) }))}
      />
      <label className="row">
        {t('portal.audit.from')}
        <DayField value={value('from')} width={140} onChange={(next) => change('from', next)} />
      </label>
      <label className="row">
        {t('portal.audit.until')}
        <DayField value={value('until')} width={140} onChange={(next) => change('until', next)} />
      </label>
      {searched('object')}
      {searched('grant')}
      {search.size > 0 ? (
        <Button type="link" onClick={() => setSearch({})}>
          {t('portal.clear-filters')}
        </Button>
      ) : null}
    </div>
  );
}
