import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { conditionBasisSchema, conditionSchema, type Condition, type ConditionBasis } from '@karez/contract/catalog/content';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import { ArticlePicker } from '../law/ArticlePicker.tsx';
import { RecognisedArticle } from '../law/RecognisedArticle.tsx';
import { citation } from './entry-text.ts';
import { Labelled, WrongWords, type Editing } from './fields.tsx';

const kinds = conditionSchema.shape.kind.options;
const basisKinds = conditionBasisSchema.shape.kind.options;
/** Ranks of the law register under which a condition may be set. */
const ranks = ['law', 'administrative-regulation', 'state-council-decision', 'local-regulation', 'rule'] as const;
const CONDITIONS_MAX = 30;

/** 共享条件, one by one, each with the basis without which it would be 擅自增设. */
export function ConditionsEditor({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const { conditions } = edit.draft;
  const change = (place: number, part: Partial<Condition>) =>
    edit.set((before) => ({ conditions: before.conditions.map((one, index) => (index === place ? { ...one, ...part } : one)) }));
  const remove = (place: number) => edit.set((before) => ({ conditions: before.conditions.filter((_one, index) => index !== place) }));
  const lacking = (['scope', 'purpose'] as const).find((kind) => !conditions.some((one) => one.kind === kind));
  const add = () =>
    edit.set((before) => ({ conditions: [...before.conditions, { kind: lacking ?? 'other', text: '', monthsMax: null, basis: null }] }));
  return (
    <Labelled edit={edit} field="conditions" must wide hint={t('portal.catalog.hint.conditions')}>
      <div className="stack" style={{ gap: 8, marginBlockEnd: 8 }}>
        {conditions.map((condition, place) => (
          <div key={place} className="boxed">
            <div className="row" style={{ alignItems: 'flex-start' }}>
              <Select
                aria-label={t('portal.catalog.condition.kind')}
                style={{ minInlineSize: 130, maxInlineSize: '75%', flexShrink: 0 }}
                popupMatchSelectWidth={false}
                value={condition.kind}
                options={kinds.map((kind) => ({ value: kind, label: t(`catalog.condition.${kind}`) }))}
                onChange={(kind) => change(place, { kind })}
              />
              <div style={{ flex: '1 1 180px', minInlineSize: 0 }}>
                <Input.TextArea
                  aria-label={t('portal.catalog.condition.text')}
                  placeholder={t('portal.catalog.condition.text')}
                  autoSize={{ minRows: 1, maxRows: 4 }}
                  maxLength={500}
                  value={condition.text}
                  onChange={({ target }) => change(place, { text: target.value })}
                />
                <WrongWords wrongs={edit.wrongs} path={`conditions/${place}/text`} />
              </div>
              {condition.kind === 'period' ? (
                <InputNumber<number>
                  aria-label={t('portal.catalog.condition.months')}
                  suffix={t('portal.catalog.condition.months')}
                  min={1}
                  max={120}
                  precision={0}
                  style={{ inlineSize: 130, flexShrink: 0 }}
                  value={condition.monthsMax}
                  onChange={(monthsMax) => change(place, { monthsMax })}
                />
              ) : null}
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`${t('portal.delete')} ${condition.text}`}
                onClick={() => remove(place)}
              />
            </div>
            <WrongWords wrongs={edit.wrongs} path={`conditions/${place}/monthsMax`} />
            <BasisOfCondition edit={edit} place={place} basis={condition.basis} onChange={(basis) => change(place, { basis })} />
          </div>
        ))}
      </div>
      <Button icon={<PlusOutlined />} onClick={add} disabled={conditions.length >= CONDITIONS_MAX}>
        {t('portal.catalog.condition.add')}
      </Button>
    </Labelled>
  );
}

type OfCondition = { edit: Editing; place: number; basis: ConditionBasis | null; onChange: (next: ConditionBasis | null) => void };

function BasisOfCondition({ edit, place, basis, onChange }: OfCondition) {
  const words = useWords();
  const { t } = words;
  const [typing, setTyping] = useState(basis !== null && basis.articleId === null);
  if (basis === null) {
    return (
      <div style={{ marginBlockStart: 8 }}>
        <div className="row" style={{ flexWrap: 'nowrap' }}>
          <div style={{ flex: 1, minInlineSize: 0 }}>
            <ArticlePicker
              ranks={ranks}
              label={t('portal.catalog.condition.find-basis')}
              onPick={({ articleId, title, docNo, article }, found) =>
                onChange({ articleId, kind: basisKinds.find((kind) => kind === found.instrument.rank) ?? 'rule', title, docNo, article })
              }
            />
          </div>
          <Button
            onClick={() => {
              setTyping(true);
              onChange({ articleId: null, kind: 'duty-document', title: '', docNo: '', article: '' });
            }}
          >
            {t('portal.catalog.condition.other-basis')}
          </Button>
        </div>
        <WrongWords wrongs={edit.wrongs} path={`conditions/${place}/basis`} />
      </div>
    );
  }
  const remove = (
    <Button type="link" size="small" onClick={() => onChange(null)}>
      {t('portal.catalog.change-basis')}
    </Button>
  );
  if (!typing || basis.articleId !== null) {
    return (
      <div className="row" style={{ marginBlockStart: 8 }}>
        <span className="soft">{t('portal.catalog.basis')}</span>
        <span>{citation(basis, words)}</span>
        {remove}
      </div>
    );
  }
  const text = (field: 'title' | 'docNo' | 'article', max: number, inlineSize: number) => (
    <div>
      <Input
        aria-label={t(`portal.catalog.basis.${field}`)}
        placeholder={t(`portal.catalog.basis.${field}`)}
        maxLength={max}
        style={{ inlineSize }}
        value={basis[field]}
        onChange={({ target }) => onChange({ ...basis, [field]: target.value })}
      />
      <WrongWords wrongs={edit.wrongs} path={`conditions/${place}/basis/${field}`} />
    </div>
  );
  return (
    <div className="row" style={{ marginBlockStart: 8, alignItems: 'flex-start' }}>
      <Select
        aria-label={t('portal.catalog.basis.kind')}
        style={{ inlineSize: 150 }}
        value={basis.kind}
        options={basisKinds.map((kind) => ({ value: kind, label: t(`catalog.basis.${kind}`) }))}
        onChange={(kind) => onChange({ ...basis, kind })}
      />
      {text('title', 200, 240)}
      {text('docNo', 100, 150)}
      {text('article', 60, 130)}
      {remove}
      {basis.kind === 'duty-document' || basis.kind === 'power-list' ? null : <RecognisedArticle typed={basis} />}
    </div>
  );
}
