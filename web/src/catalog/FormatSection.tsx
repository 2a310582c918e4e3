import { formatClasses, formatTypesOf, updateCycles } from '@karez/contract/catalog/content';
import { InputNumber } from 'antd';
import { useWords } from '../client/language.tsx';
import { useRegions } from '../client/use-regions.ts';
import { ChoiceField, Labelled, TextField, type Editing } from './fields.tsx';

/** In what form the resource is held, how often it changes, how far it reaches, how large it is. */
export function FormatSection({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const regions = useRegions();
  const { draft, set } = edit;
  const types: readonly string[] = draft.formatClass === null ? [] : formatTypesOf[draft.formatClass];
  const ownFormat = draft.formatClass === 'self-described';
  const census = (change: Partial<typeof draft.census>) => set((before) => ({ census: { ...before.census, ...change } }));
  return (
    <div className="fields">
      <ChoiceField
        edit={edit}
        field="formatClass"
        must
        options={formatClasses.map((value) => ({ value, label: t(`catalog.format-class.${value}`) }))}
        also={{ formatType: null }}
      />
      {ownFormat ? (
        <TextField edit={edit} field="formatOther" max={200} must />
      ) : (
        <ChoiceField
          edit={edit}
          field="formatType"
          must
          options={types.map((value) => ({ value, label: value }))}
          {...(draft.formatClass === null ? { hint: t('portal.catalog.hint.formatType') } : {})}
        />
      )}
      <ChoiceField
        edit={edit}
        field="updateCycle"
        must
        options={updateCycles.map((value) => ({ value, label: t(`catalog.update-cycle.${value}`) }))}
      />
      <ChoiceField
        edit={edit}
        field="coverageRegion"
        options={regions
          .filter((region) => region.code.length === 6)
          .map((region) => ({ value: region.code, label: `${region.code} ${region.name}` }))}
      />
      <TextField edit={edit} field="coveragePeriod" max={100} placeholder={t('portal.catalog.hint.coveragePeriod')} />
      <Labelled edit={edit} field="census" hint={t('portal.catalog.hint.census')}>
        <div className="row">
          <InputNumber<number>
            aria-label={t('portal.catalog.records')}
            prefix={t('portal.catalog.records')}
            min={0}
            precision={0}
            style={{ inlineSize: 200 }}
            value={draft.census.records}
            onChange={(records) => census({ records })}
          />
          <InputNumber<number>
            aria-label={t('portal.catalog.storage-gb')}
            prefix={t('portal.catalog.storage-gb')}
            min={0}
            style={{ inlineSize: 200 }}
            value={draft.census.storageGb}
            onChange={(storageGb) => census({ storageGb })}
          />
        </div>
      </Labelled>
    </div>
  );
}
