import { denialBasisKindSchema, type DenialBasis } from '@karez/contract/catalog/content';
import { Button, Input, Select } from 'antd';
import { useWords } from '../../client/language.tsx';
import { useKeys } from '../../client/use-keys.ts';
import { ArticlePicker } from '../../law/ArticlePicker.tsx';
import { RecognisedArticle } from '../../law/RecognisedArticle.tsx';
import { DayField } from '../../ui/DayField.tsx';
import type { Wrong } from '../draft.ts';
import { WrongWords } from '../fields.tsx';

/** Nothing below a law, an administrative regulation or a State Council decision may forbid sharing (809-15). */
const ranks = denialBasisKindSchema.options;

type Bases = {
  bases: readonly DenialBasis[];
  max: number;
  /** Place of the list in the form: `denialBasis`, `items/2/denial/basis`. */
  path: string;
  wrongs: readonly Wrong[];
  onChange: (change: (before: readonly DenialBasis[]) => DenialBasis[]) => void;
};

/** The articles that forbid sharing, with their words: picked from the register of law, or written by hand. */
export function BasesEditor({ bases, max, path, wrongs, onChange }: Bases) {
  const { t } = useWords();
  const { keys, added, removed } = useKeys(bases.length);
  const add = (basis: DenialBasis) => {
    if (bases.length >= max) return;
    added();
    onChange((before) => [...before, basis]);
  };
  const remove = (place: number) => {
    removed(place);
    onChange((before) => before.filter((_one, index) => index !== place));
  };
  const change = (place: number, part: Partial<DenialBasis>) =>
    onChange((before) => before.map((one, index) => (index === place ? { ...one, ...part } : one)));
  return (
    <>
      {bases.length > 0 ? (
        <div className="stack" style={{ gap: 8, marginBlockEnd: 8 }}>
          {bases.map((basis, place) => (
            <BasisFields
              key={keys[place]}
              basis={basis}
              path={`${path}/${place}`}
              wrongs={wrongs}
              onChange={(part) => change(place, part)}
              onRemove={() => remove(place)}
            />
          ))}
        </div>
      ) : null}
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
          disabled={bases.length >= max}
          onClick={() =>
            add({ articleId: null, kind: 'law', title: '', docNo: '', article: '', quotation: '', effectiveOn: null, url: null })
          }
        >
          {t('portal.catalog.basis.by-hand')}
        </Button>
      </div>
      <WrongWords wrongs={wrongs} path={path} />
    </>
  );
}

type Fields = {
  basis: DenialBasis;
  path: string;
  wrongs: readonly Wrong[];
  onChange: (part: Partial<DenialBasis>) => void;
  onRemove: () => void;
};

function BasisFields({ basis, path, wrongs, onChange, onRemove }: Fields) {
  const { t } = useWords();
  const text = (field: 'title' | 'docNo' | 'article', max: number, inlineSize: number) => (
    <div>
      <Input
        aria-label={t(`portal.catalog.basis.${field}`)}
        placeholder={t(`portal.catalog.basis.${field}`)}
        maxLength={max}
        style={{ inlineSize, maxInlineSize: '100%' }}
        value={basis[field]}
        onChange={({ target }) => onChange({ [field]: target.value, articleId: null })}
      />
      <WrongWords wrongs={wrongs} path={`${path}/${field}`} />
    </div>
  );
  return (
    <div className="boxed stack" style={{ gap: 8 }}>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <div>
          <Select
            aria-label={t('portal.catalog.basis.kind')}
            style={{ inlineSize: 150 }}
            value={basis.kind}
            options={[...ranks.map((kind) => ({ value: kind, label: t(`catalog.basis.${kind}`) })), ...oldKind(basis.kind, t)]}
            onChange={(kind) => onChange({ kind })}
          />
          <WrongWords wrongs={wrongs} path={`${path}/kind`} />
        </div>
        {text('title', 200, 260)}
        {text('docNo', 100, 170)}
        {text('article', 60, 130)}
        <Button type="link" size="small" style={{ marginBlockStart: 4 }} onClick={onRemove}>
          {t('portal.delete')}
        </Button>
      </div>
      <RecognisedArticle typed={basis} />
      <div>
        <Input.TextArea
          aria-label={t('portal.catalog.basis.quotation')}
          placeholder={t('portal.catalog.basis.quotation')}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={basis.quotation}
          onChange={({ target }) => onChange({ quotation: target.value })}
        />
        <WrongWords wrongs={wrongs} path={`${path}/quotation`} />
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
          <WrongWords wrongs={wrongs} path={`${path}/url`} />
        </div>
      </div>
    </div>
  );
}

/** A kind that law no longer allows is shown as it came in; it cannot be chosen anew. */
function oldKind(kind: DenialBasis['kind'], t: (key: string) => string) {
  return ranks.some((one) => one === kind) ? [] : [{ value: kind, label: t(`catalog.basis.${kind}`), disabled: true }];
}
