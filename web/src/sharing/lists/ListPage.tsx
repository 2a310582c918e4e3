import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Select } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { clearable } from '../../client/clearable.tsx';

type File = { readonly error: Error | null; readonly loading: boolean };

/** The frame of a living list: title, purpose, the workbook of what is shown, and the list. */
export function ListPage({
  title,
  purpose,
  file,
  onExport,
  children,
}: {
  title: string;
  purpose: string;
  file: File;
  onExport: () => void;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        title={title}
        purpose={purpose}
        actions={
          <Button icon={<DownloadOutlined />} loading={file.loading} onClick={onExport}>
            {t('portal.desk.export')}
          </Button>
        }
      />
      <div className="stack">
        {file.error ? <Trouble error={file.error} /> : null}
        <Card>{children}</Card>
      </div>
    </>
  );
}

type Filters = Readonly<Record<string, string | undefined>>;

/** The filters and the page of a list, which stand in the address; a choice begins at the first page. */
export function useListAddress<F extends Filters>(filtersFrom: (search: URLSearchParams) => F) {
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const position = useCursor(search.toString());
  const choose = (name: string, value: string | undefined) =>
    setSearch(
      Object.entries({ ...filters, [name]: value }).flatMap(([key, one]) => (one === undefined ? [] : [[key, one] as [string, string]])),
    );
  return { filters, offset: Number(position.cursor ?? 0), position, choose };
}

type Choice = {
  label: string;
  value: string | undefined;
  options: readonly { readonly value: string; readonly label: string; readonly count: number }[];
  onChoose: (value: string | undefined) => void;
};

/** A filter whose choices say how many rows they open. */
function CountedChoice({ label, value, options, onChoose }: Choice) {
  const { t } = useWords();
  return (
    <Select
      allowClear={clearable(t)}
      aria-label={label}
      placeholder={label}
      style={{ minInlineSize: 190, flex: '0 1 260px' }}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      options={options.map((one) => ({ value: one.value, label: t('portal.list.option', { label: one.label, count: one.count }) }))}
      onChange={(next: string | null | undefined) => onChoose(next ?? undefined)}
    />
  );
}

type Filter = Pick<Choice, 'label' | 'options'> & { readonly name: string };

/** The filters of a list beside each other. */
export function CountedChoices({
  choices,
  filters,
  onChoose,
}: {
  choices: readonly Filter[];
  filters: Filters;
  onChoose: (name: string, value: string | undefined) => void;
}) {
  return (
    <div className="row" style={{ marginBlockEnd: 12 }}>
      {choices.map(({ name, label, options }) => (
        <CountedChoice key={name} label={label} options={options} value={filters[name]} onChoose={(value) => onChoose(name, value)} />
      ))}
    </div>
  );
}
