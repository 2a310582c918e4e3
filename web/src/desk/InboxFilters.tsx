import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { clearable } from '../client/clearable.tsx';
import { useWords } from '../client/language.tsx';
import { SearchField } from '../client/SearchField.tsx';

type Narrowing = { readonly kind?: string; readonly q?: string };

/** What narrows a tab stands in the address, so that it can be gone back to and handed on. */
export function useInboxSearch() {
  const [search, setSearch] = useSearchParams();
  const [kind, q] = [search.get('kind'), search.get('q')];
  const narrowing: Narrowing = { ...(kind === null ? {} : { kind }), ...(q === null ? {} : { q }) };
  const choose = (changed: Readonly<Record<string, string | undefined>>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changed)) {
      if (value === undefined || value === '') next.delete(name);
      else next.set(name, value);
    }
    setSearch(next);
  };
  return { search, narrowing, choose };
}

type Filters = {
  kinds: readonly { readonly kind: string; readonly count: number }[];
  narrowing: Narrowing;
  onChoose: (changed: Readonly<Record<string, string | undefined>>) => void;
  children?: ReactNode;
};

/** Words and kind of case; each kind says how many it opens. */
export function InboxFilters({ kinds, narrowing, onChoose, children }: Filters) {
  const { t } = useWords();
  const options = kinds.map(({ kind, count }) => ({
    value: kind,
    label: t('portal.list.option', { label: t(`desk.kind.${kind}`), count }),
  }));
  return (
    <div className="row no-print" style={{ marginBlockEnd: 12 }}>
      <SearchField
        key={narrowing.q ?? ''}
        defaultValue={narrowing.q ?? ''}
        placeholder={t('portal.desk.find')}
        aria-label={t('portal.desk.find')}
        style={{ flex: '0 1 240px' }}
        maxLength={100}
        onSearch={(q) => onChoose({ q: q.trim() })}
      />
      <Choice label={t('portal.desk.kind')} value={narrowing.kind} options={options} onChoose={(kind) => onChoose({ kind })} />
      {children}
    </div>
  );
}

type Choosing = {
  label: string;
  value: string | undefined;
  options: readonly { readonly value: string; readonly label: string }[];
  onChoose: (value: string | undefined) => void;
};

/** One choice that can be taken back. */
export function Choice({ label, value, options, onChoose }: Choosing) {
  const { t } = useWords();
  return (
    <Select
      allowClear={clearable(t)}
      aria-label={label}
      placeholder={label}
      style={{ minInlineSize: 170, flex: '0 1 220px' }}
      value={value ?? null}
      options={[...options]}
      onChange={(next: string | null | undefined) => onChoose(next ?? undefined)}
    />
  );
}
