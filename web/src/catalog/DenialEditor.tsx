import { denialBasisKindSchema, type DenialBasis } from '@karez/contract/catalog/content';
import { Button, Input, Select } from 'antd';
import { useWords } from '../client/language.tsx';
import { ArticlePicker } from '../law/ArticlePicker.tsx';
import { DayField } from '../ui/DayField.tsx';
import { Labelled, TextField, WrongWords, type Editing } from './fields.tsx';

/** Nothing below a law, an administrative regulation or a State Council decision may forbid sharing (809-15). */
const ranks = denialBasisKindSchema.options;
const BASES_MAX = 20;

/** 不予共享: the reason, and the articles that forbid it with their words. */
export function DenialEditor({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const { denialBasis } = edit.draft;
  const add = (basis: DenialBasis) => edit.set((before) => ({ denialBasis: [...before.denialBasis, basis].slice(0, BASES_MAX) }));
  const change = (place: number, part: Partial<DenialBasis>) =>
    edit.set((before) => ({ denialBasis: before.denialBasis.map((one, index) => (index === place ? { ...one, ...part } : one)) }));
  const remove = (place: number) => edit.set((before) => ({ denialBasis: before.denialBasis.filter((_one, index) => index !== place) }));
  return (
    <>
      <TextField edit={edit} field="denialReason" max={2000} rows={3} must wide />
      <Labelled edit={edit} field="denialBasis" must wide hint={t('portal.catalog.hint.denialBasis')}>
        <div className="stack" style={{ gap: 8, marginBlockEnd: 8 }}>
          {denialBasis.map((basis, place) => (
            <BasisFields
              key={place}
              edit={edit}
              basis={basis}
              place={place}
              onChange={(part) => change(place, part)}
              onRemove={() => remove(place)}
            />
          ))}
        </div>
        <div className="row" style={{ flexWrap: 'nowrap' }}>
          <div style={{ flex: 1, minInlineSize: 0 }}>
            <ArticlePicker
              ranks={ranks}
              onPick={(cited, found) =>
                add({ ...cited, kind: ranks.find((kind) => kind === found.instrument.rank) ?? 'law', effectiveOn: null, url: null })
              }
            />
          </div>
          <Button
            onClick={() =>
              add({ articleId: null, kind: 'law', title: '', docNo: '', article: '', quotation: '', effectiveOn: null, url: null })
            }
          >
            {t('portal.catalog.basis.by-hand')}
          </Button>
        </div>
      </Labelled>
    </>
  );
}

type Fields = { edit: Editing; basis: DenialBasis; place: number; onChange: (part: Partial<DenialBasis>) => void; onRemove: () => void };

function BasisFields({ edit, basis, place, onChange, onRemove }: Fields) {
  const { t } = useWords();
  const text = (field: 'title' | 'docNo' | 'article', max: number, inlineSize: number) => (
    <div>
      <Input
        aria-label={t(`portal.catalog.basis.${field}`)}
        placeholder={t(`portal.catalog.basis.${field}`)}
        maxLength={max}
        style={{ inlineSize }}
        value={basis[field]}
        onChange={({ target }) => onChange({ [field]: target.value, articleId: null })}
      />
      <WrongWords wrongs={edit.wrongs} path={`denialBasis/${place}/${field}`} />
    </div>
  );
  return (
    <div className="boxed stack" style={{ gap: 8 }}>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Select
          aria-label={t('portal.catalog.basis.kind')}
          style={{ inlineSize: 150 }}
          value={basis.kind}
          options={ranks.map((kind) => ({ value: kind, label: t(`catalog.basis.${kind}`) }))}
          onChange={(kind) => onChange({ kind })}
        />
        {text('title', 200, 260)}
        {text('docNo', 100, 170)}
        {text('article', 60, 130)}
        <Button type="link" size="small" style={{ marginBlockStart: 4 }} onClick={onRemove}>
          {t('portal.delete')}
        </Button>
      </div>
      <div>
        <Input.TextArea
          aria-label={t('portal.catalog.basis.quotation')}
          placeholder={t('portal.catalog.basis.quotation')}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={basis.quotation}
          onChange={({ target }) => onChange({ quotation: target.value })}
        />
        <WrongWords wrongs={edit.wrongs} path={`denialBasis/${place}/quotation`} />
      </div>
      <div className="row">
        <DayField
          prefix={<span className="soft">{t('portal.catalog.basis.effective')}</span>}
          aria-label={t('portal.catalog.basis.effective')}
          width={240}
          value={basis.effectiveOn}
          onChange={(day) => onChange({ effectiveOn: day || null })}
        />
        <div style={{ flex: '1 1 260px' }}>
          <Input
            aria-label={t('portal.catalog.basis.url')}
            placeholder={t('portal.catalog.basis.url')}
            maxLength={500}
            value={basis.url ?? ''}
            onChange={({ target }) => onChange({ url: target.value || null })}
          />
          <WrongWords wrongs={edit.wrongs} path={`denialBasis/${place}/url`} />
        </div>
      </div>
    </div>
  );
}
