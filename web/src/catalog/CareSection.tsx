import { dataClassSchema, dataGradeSchema, sensitivities } from '@karez/contract/catalog/content';
import { Button, Input, Radio, Select } from 'antd';
import { useWords } from '../client/language.tsx';
import { DayField } from '../ui/DayField.tsx';
import { today } from './days.ts';
import type { ImpactDraft, SecrecyDraft } from './draft.ts';
import { ChoiceField, Labelled, WrongWords, type Editing } from './fields.tsx';

/** Classes, grade, personal data, and the two assessments that stand before the head of the department signs (809-13). */
export function CareSection({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const hasPersonal = edit.draft.personalData !== null && edit.draft.personalData !== 'none';
  return (
    <div className="fields">
      <ChoiceField
        edit={edit}
        field="dataClass"
        must
        options={dataClassSchema.options.map((value) => ({ value, label: t(`catalog.data-class.${value}`) }))}
      />
      <ChoiceField
        edit={edit}
        field="dataGrade"
        must
        options={dataGradeSchema.options.map((value) => ({ value, label: t(`catalog.data-grade.${value}`) }))}
        hint={t('portal.catalog.hint.dataGrade')}
      />
      <Labelled edit={edit} field="personalData" must wide hint={t('portal.catalog.hint.personalData')}>
        <Radio.Group
          aria-labelledby="label-personalData"
          value={edit.draft.personalData}
          onChange={(event) => edit.set(() => ({ personalData: event.target.value }))}
          options={sensitivities.map((value) => ({ value, label: t(`catalog.personal-data.${value}`) }))}
        />
      </Labelled>
      <SecrecyFields edit={edit} />
      {hasPersonal || edit.draft.impactAssessment ? <ImpactFields edit={edit} must={hasPersonal} /> : null}
    </div>
  );
}

/** 保密风险评估, part by part. */
export function SecrecyFields({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const { secrecyAssessment: value } = edit.draft;
  const begin = () => edit.set(() => ({ secrecyAssessment: { office: '', assessedOn: today(), aggregationRisk: '', conclusion: null } }));
  const change = (part: Partial<SecrecyDraft>) =>
    edit.set(({ secrecyAssessment }) => ({ secrecyAssessment: secrecyAssessment && { ...secrecyAssessment, ...part } }));
  return (
    <Labelled edit={edit} field="secrecyAssessment" must wide hint={t('portal.catalog.hint.secrecyAssessment')}>
      {value === null ? (
        <Button onClick={begin}>{t('portal.catalog.fill-in')}</Button>
      ) : (
        <div className="boxed fields">
          <Part edit={edit} path="secrecyAssessment/office" label={t('portal.catalog.secrecy.office')}>
            <Input
              aria-label={t('portal.catalog.secrecy.office')}
              maxLength={64}
              value={value.office}
              onChange={({ target }) => change({ office: target.value })}
            />
          </Part>
          <Part edit={edit} path="secrecyAssessment/assessedOn" label={t('portal.catalog.assessed-on')}>
            <DayField
              aria-label={t('portal.catalog.assessed-on')}
              max={today()}
              value={value.assessedOn}
              onChange={(assessedOn) => change({ assessedOn })}
            />
          </Part>
          <Part edit={edit} path="secrecyAssessment/aggregationRisk" label={t('portal.catalog.secrecy.risk')} wide>
            <Input.TextArea
              aria-label={t('portal.catalog.secrecy.risk')}
              rows={2}
              maxLength={1000}
              value={value.aggregationRisk}
              onChange={({ target }) => change({ aggregationRisk: target.value })}
            />
          </Part>
          <Part edit={edit} path="secrecyAssessment/conclusion" label={t('portal.catalog.conclusion')} wide>
            <Radio.Group
              value={value.conclusion}
              onChange={(event) => change({ conclusion: event.target.value })}
              options={['pass', 'pass-after-desensitising', 'fail'].map((one) => ({
                value: one,
                label: t(`portal.catalog.secrecy-conclusion.${one}`),
              }))}
            />
          </Part>
        </div>
      )}
    </Labelled>
  );
}

/** 个人信息保护影响评估, part by part. */
export function ImpactFields({ edit, must }: { edit: Editing; must: boolean }) {
  const { t } = useWords();
  const { impactAssessment: value } = edit.draft;
  const begin = () =>
    edit.set(() => ({ impactAssessment: { assessedOn: today(), necessity: '', impact: '', measures: '', conclusion: null } }));
  const change = (part: Partial<ImpactDraft>) =>
    edit.set(({ impactAssessment }) => ({ impactAssessment: impactAssessment && { ...impactAssessment, ...part } }));
  return (
    <Labelled edit={edit} field="impactAssessment" must={must} wide hint={t('portal.catalog.hint.impactAssessment')}>
      {value === null ? (
        <Button onClick={begin}>{t('portal.catalog.fill-in')}</Button>
      ) : (
        <div className="boxed fields">
          {(['necessity', 'impact', 'measures'] as const).map((name) => (
            <Part key={name} edit={edit} path={`impactAssessment/${name}`} label={t(`portal.catalog.impact.${name}`)} wide>
              <Input.TextArea
                aria-label={t(`portal.catalog.impact.${name}`)}
                rows={2}
                maxLength={2000}
                value={value[name]}
                onChange={({ target }) => change({ [name]: target.value })}
              />
            </Part>
          ))}
          <Part edit={edit} path="impactAssessment/assessedOn" label={t('portal.catalog.assessed-on')}>
            <DayField
              aria-label={t('portal.catalog.assessed-on')}
              max={today()}
              value={value.assessedOn}
              onChange={(assessedOn) => change({ assessedOn })}
            />
          </Part>
          <Part edit={edit} path="impactAssessment/conclusion" label={t('portal.catalog.conclusion')}>
            <Select
              aria-label={t('portal.catalog.conclusion')}
              style={{ inlineSize: '100%' }}
              placeholder={t('portal.catalog.choose')}
              value={value.conclusion}
              onChange={(conclusion) => change({ conclusion })}
              options={(['acceptable', 'acceptable-with-measures', 'not-acceptable'] as const).map((one) => ({
                value: one,
                label: t(`portal.catalog.impact-conclusion.${one}`),
              }))}
            />
          </Part>
          {must ? null : (
            <div className="wide">
              <Button size="small" onClick={() => edit.set(() => ({ impactAssessment: null }))}>
                {t('portal.catalog.take-out')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Labelled>
  );
}

function Part({
  edit,
  path,
  label,
  wide,
  children,
}: {
  edit: Editing;
  path: string;
  label: string;
  wide?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className={wide ? 'wide' : undefined}>
      <span className="field-label">
        {label}
        <span className="must">*</span>
      </span>
      {children}
      <WrongWords wrongs={edit.wrongs} path={path} />
    </div>
  );
}
