import { shareModeClassSchema, shareModeTypeSchema, shareTypes } from '@karez/contract/catalog/content';
import { Radio } from 'antd';
import { useWords } from '../client/language.tsx';
import { ConditionsEditor } from './ConditionsEditor.tsx';
import { DenialEditor } from './DenialEditor.tsx';
import { ChoiceField, Labelled, TextField, type Editing } from './fields.tsx';

/** 共享属性 with its conditions or the law that forbids sharing; the way of sharing; openness to the public. */
export function SharingSection({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const { draft, set } = edit;
  const types = [draft.shareType, ...draft.items.map((item) => item.shareType)];
  const conditional = types.includes('conditional') || draft.conditions.length > 0;
  const denied = draft.shareType === 'denied' || draft.denialBasis.length > 0;
  const deniedItems = draft.shareType === 'denied' ? 0 : draft.items.filter((item) => item.shareType === 'denied').length;
  const shares = draft.shareType !== 'denied';
  return (
    <div className="fields">
      <Labelled edit={edit} field="shareType" must wide hint={t('portal.catalog.hint.shareType')}>
        <Radio.Group
          aria-labelledby="label-shareType"
          value={draft.shareType}
          onChange={(event) =>
            set(() => ({
              shareType: event.target.value,
              ...(event.target.value === 'denied' ? { shareModeClass: null, shareModeType: null } : {}),
            }))
          }
          options={shareTypes.map((value) => ({ value, label: t(`catalog.share-type.${value}`) }))}
        />
      </Labelled>
      {conditional ? (
        <>
          <ConditionsEditor edit={edit} />
          <TextField edit={edit} field="useConditions" max={2000} rows={3} must wide />
        </>
      ) : null}
      {denied ? <DenialEditor edit={edit} /> : null}
      {deniedItems > 0 ? <div className="wide soft">{t('portal.denial.per-item', { count: deniedItems })}</div> : null}
      {shares ? (
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
      ) : null}
      <Labelled edit={edit} field="openToPublic" must wide>
        <Radio.Group
          aria-labelledby="label-openToPublic"
          value={draft.openToPublic}
          onChange={(event) =>
            set(() => ({ openToPublic: event.target.value === true, ...(event.target.value === true ? {} : { openConditions: '' }) }))
          }
          options={[
            { value: true, label: t('portal.yes') },
            { value: false, label: t('portal.no') },
          ]}
        />
      </Labelled>
      {draft.openToPublic === true ? <TextField edit={edit} field="openConditions" max={1000} rows={2} must wide /> : null}
    </div>
  );
}
