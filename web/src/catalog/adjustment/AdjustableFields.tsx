import { shareModeClassSchema, shareModeTypeSchema, shareTypes, updateCycles, type EntryContent } from '@karez/contract/catalog/content';
import { Radio, Select, Table } from 'antd';
import { useWords } from '../../client/language.tsx';
import { CategoryField } from '../BasicsSection.tsx';
import { ConditionsEditor } from '../ConditionsEditor.tsx';
import { ChoiceField, Labelled, TextField, type Editing } from '../fields.tsx';
import { pages } from '../../client/pages.ts';

const ITEMS_SHOWN = 20;
const FOLLOWS = 'entry';

type Adjusted = { edit: Editing; before: EntryContent };

/** The fields that the authority may adjust, and no others (91-3.2.1): prefilled with what the department handed in. */
export function AdjustableFields({ edit, before }: Adjusted) {
  const { t } = useWords();
  const { draft, set } = edit;
  const types = [draft.shareType, ...draft.items.map((item) => item.shareType)];
  const conditional = types.includes('conditional') || draft.conditions.length > 0;
  return (
    <div className="fields">
      <TextField edit={edit} field="name" max={128} must wide />
      <CategoryField edit={edit} />
      <ChoiceField
        edit={edit}
        field="updateCycle"
        must
        options={updateCycles.map((value) => ({ value, label: t(`catalog.update-cycle.${value}`) }))}
      />
      <Labelled edit={edit} field="shareType" must wide hint={t('portal.adjustment.hint.share-type')}>
        <Radio.Group
          aria-labelledby="label-shareType"
          value={draft.shareType}
          onChange={(event) => set(() => ({ shareType: event.target.value }))}
          options={shareTypes.map((value) => ({
            value,
            label: t(`catalog.share-type.${value}`),
            // A denial is the department's to claim and the leader's to verify: an adjustment never adds one.
            disabled: value === 'denied' && before.shareType !== 'denied',
          }))}
        />
      </Labelled>
      {conditional ? (
        <>
          <ConditionsEditor edit={edit} />
          <TextField edit={edit} field="useConditions" max={2000} rows={3} must wide />
        </>
      ) : null}
      {draft.shareType === 'denied' ? null : (
        <>
          <ChoiceField
            edit={edit}
            field="shareModeClass"
            must
            options={shareModeClassSchema.options.map((value) => ({ value, label: t(`catalog.share-mode.${value}`) }))}
            also={{ shareModeType: null }}
          />
          {draft.shareModeClass === 'platform' ? (
            <ChoiceField
              edit={edit}
              field="shareModeType"
              must
              options={shareModeTypeSchema.options.map((value) => ({ value, label: t(`catalog.share-mode.${value}`) }))}
            />
          ) : null}
        </>
      )}
      {draft.items.length > 0 ? <ItemTypes edit={edit} before={before} /> : null}
    </div>
  );
}

/** Share type of single items: stricter than the entry's, or the entry's own. */
function ItemTypes({ edit, before }: Adjusted) {
  const { t } = useWords();
  const denied = new Set(before.items.filter((item) => (item.shareType ?? before.shareType) === 'denied').map(({ no }) => no));
  const choose = (no: number, chosen: string) =>
    edit.set(({ items }) => ({
      items: items.map((item) => (item.no === no ? { ...item, shareType: shareTypes.find((one) => one === chosen) ?? null } : item)),
    }));
  return (
    <Labelled edit={edit} field="items" wide hint={t('portal.adjustment.hint.items')}>
      <Table
        size="small"
        rowKey="no"
        pagination={pages(t, ITEMS_SHOWN)}
        dataSource={edit.draft.items}
        columns={[
          { title: t('portal.adjustment.item'), render: (_value, item) => <bdi>{item.nameZh}</bdi> },
          {
            title: t('catalog.field.shareType'),
            width: 220,
            render: (_value, item) => (
              <Select
                aria-label={t('portal.labelled', { label: t('catalog.field.shareType'), text: item.nameZh })}
                style={{ inlineSize: '100%' }}
                value={item.shareType ?? FOLLOWS}
                onChange={(chosen: string) => choose(item.no, chosen)}
                options={[
                  { value: FOLLOWS, label: t('portal.adjustment.as-entry') },
                  ...shareTypes
                    .filter((value) => value !== 'denied' || denied.has(item.no))
                    .map((value) => ({ value, label: t(`catalog.share-type.${value}`) })),
                ]}
              />
            ),
          },
        ]}
      />
    </Labelled>
  );
}
