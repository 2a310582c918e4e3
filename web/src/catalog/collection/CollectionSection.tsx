import { collectionChannels, emptyCollection, isObtained, type Collection } from '@karez/contract/catalog/collection';
import { updateCycles } from '@karez/contract/catalog/content';
import { Input, Select } from 'antd';
import { useWords } from '../../client/language.tsx';
import type { Editing } from '../fields.tsx';
import { CollectionBasisField } from './CollectionBasisField.tsx';
import { CollectionPlace } from './CollectionPlace.tsx';
import { FormFields } from './FormFields.tsx';
import { clearable } from '../../client/clearable.tsx';

type ChangeCollection = (part: Partial<Collection>) => void;

/** 采集: through which channel, on what basis, by which form, by which office and how often (91-4.1). */
export function CollectionSection({ edit, usedNumbers }: { edit: Editing; usedNumbers: readonly number[] }) {
  const { t } = useWords();
  const collection = edit.draft.collection ?? emptyCollection();
  const change: ChangeCollection = (part) =>
    edit.set((before) => ({ collection: { ...(before.collection ?? emptyCollection()), ...part } }));
  const obtained = isObtained(collection);
  const must = !obtained || collection.lackReason === '';
  return (
    <div className="fields" id="field-collection">
      <CollectionPlace edit={edit} part="channels" must wide hint={t('portal.collection.hint.channels')}>
        <Select<Collection['channels']>
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('portal.catalog.part.channels')}
          style={{ inlineSize: '100%' }}
          placeholder={t('portal.catalog.choose')}
          value={collection.channels}
          options={collectionChannels.map((value) => ({ value, label: t(`catalog.collection.channel.${value}`) }))}
          onChange={(channels) => change({ channels, ...(isObtained({ channels }) ? {} : { lackReason: '' }) })}
        />
      </CollectionPlace>
      {obtained ? (
        <CollectionPlace edit={edit} part="lackReason" wide hint={t('portal.collection.hint.lackReason')}>
          <Input.TextArea
            aria-label={t('portal.catalog.part.lackReason')}
            rows={2}
            maxLength={500}
            value={collection.lackReason}
            onChange={({ target }) => change({ lackReason: target.value })}
          />
        </CollectionPlace>
      ) : null}
      <CollectionPlace edit={edit} part="basis" must={must} wide hint={t('portal.collection.hint.basis')}>
        <CollectionBasisField edit={edit} basis={collection.basis} onChange={(basis) => change({ basis })} />
      </CollectionPlace>
      <FormFields edit={edit} form={collection.form} must={must} usedNumbers={usedNumbers} onChange={(form) => change({ form })} />
      <CollectionPlace edit={edit} part="subUnit" must={must} hint={t('portal.collection.hint.subUnit')}>
        <Input
          aria-label={t('portal.catalog.part.subUnit')}
          maxLength={64}
          value={collection.subUnit}
          onChange={({ target }) => change({ subUnit: target.value })}
        />
      </CollectionPlace>
      <CollectionPlace edit={edit} part="frequency" must={must}>
        <Select<string>
          aria-label={t('portal.catalog.part.frequency')}
          allowClear={clearable(t)}
          style={{ inlineSize: '100%' }}
          placeholder={t('portal.catalog.choose')}
          value={collection.frequency}
          options={updateCycles.map((value) => ({ value, label: t(`catalog.update-cycle.${value}`) }))}
          onChange={(next) => change({ frequency: updateCycles.find((cycle) => cycle === next) ?? null })}
        />
      </CollectionPlace>
    </div>
  );
}
