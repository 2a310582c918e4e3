import { listOrganisations } from '@karez/contract/identity';
import { Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { clearable } from '../../client/clearable.tsx';

type Choice = {
  /** Departments that were dissolved can give entries and receive none. */
  dissolvedToo?: boolean;
  except?: string | undefined;
  /** A department that is chosen before anything was searched for: it is shown by its name. */
  known?: { readonly id: string; readonly name: string };
  id?: string;
  value?: string;
  onChange?: (id: string | undefined, name?: string) => void;
  /** Its name for whoever does not see it, where no label of a form stands beside it. */
  label?: string;
};

type Option = { readonly value: string; readonly label: string };

function withKnown(options: Option[], known: Choice['known']): Option[] {
  if (known === undefined || options.some(({ value }) => value === known.id)) return options;
  return [{ value: known.id, label: known.name }, ...options];
}

function nameOf(options: readonly Option[], id: string | undefined): string | undefined {
  return options.find(({ value }) => value === id)?.label;
}

/** Finds a department by its present, short or former name. */
export function DepartmentSelect({ dissolvedToo = false, except, known, id, value, onChange, label }: Choice) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const found = useAnswer(listOrganisations, { query: { limit: 50, ...(text === '' ? {} : { text }) } });
  const named = (found.data?.answer.items ?? [])
    .filter((one) => one.id !== except && one.type !== 'enterprise' && (dissolvedToo || one.dissolved === null))
    .map((one) => ({ value: one.id, label: one.name }));
  const options = text === '' ? withKnown(named, known) : named;
  return (
    <Select
      allowClear={clearable(t)}
      showSearch={{ filterOption: false, onSearch: setText }}
      options={options}
      placeholder={t('portal.catalog.transfer.search-department')}
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange: (chosen: string | undefined) => onChange(chosen, nameOf(options, chosen)) })}
      {...(label === undefined ? {} : { 'aria-label': label, style: { inlineSize: '100%', minInlineSize: 220 } })}
    />
  );
}
