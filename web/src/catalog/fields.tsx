import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../client/language.tsx';
import type { Draft, DraftField, Wrong } from './draft.ts';
import { clearable } from '../client/clearable.tsx';

/** What every part of the form works with. */
export type Editing = {
  readonly draft: Draft;
  readonly set: (change: (before: Draft) => Partial<Draft>) => void;
  /** What is wrong or, once submission was tried, missing. */
  readonly wrongs: readonly Wrong[];
};

type Labelled = { edit: Editing; field: DraftField; must?: boolean; wide?: boolean; hint?: string };

/** Words under a place that is wrong. */
export function WrongWords({ wrongs, path }: { wrongs: readonly Wrong[]; path: string }) {
  const { t } = useWords();
  const here = wrongs.filter((wrong) => wrong.path === path);
  if (here.length === 0) return null;
  return (
    <div className="field-wrong" role="alert">
      {[...new Set(here.map((wrong) => t(wrong.word)))].join(' · ')}
    </div>
  );
}

/** A labelled place of the form that submission can jump to. */
export function Labelled({ edit, field, must, wide, hint, children }: Labelled & { children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className={wide ? 'wide' : undefined} id={`field-${field}`}>
      <span className="field-label" id={`label-${field}`}>
        {t(`catalog.field.${field}`)}
        {must ? (
          <span className="must" title={t('field.required')}>
            *
          </span>
        ) : null}
      </span>
      {children}
      {hint ? <div className="small soft">{hint}</div> : null}
      <WrongWords wrongs={edit.wrongs} path={field} />
    </div>
  );
}

type TextName =
  | 'name'
  | 'abstract'
  | 'useConditions'
  | 'denialReason'
  | 'openConditions'
  | 'coveragePeriod'
  | 'providerSubUnit'
  | 'formatOther'
  | 'nameUg'
  | 'abstractUg';
const nullable: readonly TextName[] = ['providerSubUnit', 'formatOther', 'nameUg', 'abstractUg'];

/** A text; an emptied optional one becomes “not stated”. */
export function TextField({
  rows,
  max,
  placeholder,
  ...labelled
}: Labelled & { field: TextName; rows?: number; max: number; placeholder?: string }) {
  const { edit, field } = labelled;
  const change = (text: string) => edit.set(() => ({ [field]: text === '' && nullable.includes(field) ? null : text }));
  const rightToLeft = field === 'nameUg' || field === 'abstractUg' ? { dir: 'rtl', lang: 'ug' } : {};
  const shared = {
    value: edit.draft[field] ?? '',
    maxLength: max,
    'aria-labelledby': `label-${field}`,
    ...(placeholder ? { placeholder } : {}),
    ...rightToLeft,
  };
  return (
    <Labelled {...labelled}>
      {rows ? (
        <Input.TextArea {...shared} rows={rows} showCount onChange={({ target }) => change(target.value)} />
      ) : (
        <Input {...shared} onChange={({ target }) => change(target.value)} />
      )}
    </Labelled>
  );
}

type ChoiceName =
  | 'formatClass'
  | 'formatType'
  | 'updateCycle'
  | 'shareModeClass'
  | 'shareModeType'
  | 'dataClass'
  | 'dataGrade'
  | 'personalData'
  | 'coverageRegion'
  | 'systemId';
export type Option = { readonly value: string; readonly label: string };

/** One of a list; clearing makes it “not stated”. `also` says what else changes with it. */
export function ChoiceField({
  options,
  also,
  ...labelled
}: Labelled & { field: ChoiceName; options: readonly Option[]; also?: Partial<Draft> }) {
  const { t } = useWords();
  const { edit, field } = labelled;
  const value = edit.draft[field];
  return (
    <Labelled {...labelled}>
      <Select<string>
        aria-labelledby={`label-${field}`}
        allowClear={clearable(t)}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ inlineSize: '100%' }}
        placeholder={t('portal.catalog.choose')}
        {...(value === null ? {} : { value })}
        options={[...options]}
        onChange={(next: string | undefined) => edit.set(() => ({ [field]: next ?? null, ...also }))}
      />
    </Labelled>
  );
}
