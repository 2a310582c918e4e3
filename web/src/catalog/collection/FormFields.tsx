import { FORM_FIELDS_MAX, type CollectionForm } from '@karez/contract/catalog/collection';
import { Input, Select } from 'antd';
import { useWords } from '../../client/language.tsx';
import { WrongWords, type Editing } from '../fields.tsx';
import { CollectionPlace } from './CollectionPlace.tsx';
import { fieldsNamed } from './fields-named.ts';
import separators from './separators.json' with { type: 'json' };

type Form = {
  edit: Editing;
  form: CollectionForm | null;
  must: boolean;
  /** Numbers that fields have in the version in force: a new field takes none of them. */
  usedNumbers: readonly number[];
  onChange: (next: CollectionForm | null) => void;
};

const blank: CollectionForm = { number: '', name: '', fields: [] };

/** The form by which it is collected: its name, its number, and every field that somebody fills in, typed or pasted as a list. */
export function FormFields({ edit, form, must, usedNumbers, onChange }: Form) {
  const { t } = useWords();
  const shown = form ?? blank;
  const change = (part: Partial<CollectionForm>) => {
    const next = { ...shown, ...part };
    onChange(next.name === '' && next.number === '' && next.fields.length === 0 ? null : next);
  };
  return (
    <>
      <CollectionPlace edit={edit} part="form" must={must}>
        <Input
          aria-label={t('portal.collection.form-name')}
          placeholder={t('portal.collection.form-name')}
          maxLength={200}
          value={shown.name}
          onChange={({ target }) => change({ name: target.value })}
        />
        <WrongWords wrongs={edit.wrongs} path="collection/form/name" />
      </CollectionPlace>
      <CollectionPlace edit={edit} part="form/number" hint={t('portal.collection.hint.number')}>
        <Input
          aria-label={t('portal.catalog.part.number')}
          maxLength={64}
          value={shown.number}
          onChange={({ target }) => change({ number: target.value })}
        />
      </CollectionPlace>
      <CollectionPlace edit={edit} part="form/fields" must={must} wide hint={t('portal.collection.hint.fields')}>
        <Select<string[]>
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={FORM_FIELDS_MAX}
          tokenSeparators={separators}
          aria-label={t('portal.catalog.part.fields')}
          style={{ inlineSize: '100%' }}
          value={shown.fields.map(({ name }) => name)}
          onChange={(names) => change({ fields: fieldsNamed(names, { before: shown.fields, usedNumbers }) })}
        />
      </CollectionPlace>
    </>
  );
}
