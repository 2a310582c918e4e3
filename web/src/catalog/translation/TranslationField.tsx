import type { TranslatedField, TranslationLanguage } from '@karez/contract/catalog/translation';
import { Button, Checkbox, Input } from 'antd';
import { Link } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { scriptOf, TranslationStateTag, useFieldWords } from './translation-words.tsx';

type Shown = {
  readonly field: TranslatedField;
  readonly language: TranslationLanguage;
  /** The text as it stands in the editor, saved or not. */
  readonly text: string;
  readonly mayWrite: boolean;
  readonly chosen: boolean;
  /** Whether it can be chosen for a step, and why not. */
  readonly choice: { readonly possible: boolean; readonly why: string };
  readonly onText: (text: string) => void;
  readonly onChoose: (chosen: boolean) => void;
};

/** One field: the Chinese on the side where reading Chinese begins, the translation beside it in its own direction. */
export function TranslationField(shown: Shown) {
  const { field, language, text } = shown;
  const { t } = useWords();
  const words = useFieldWords();
  const label = words(field.field);
  return (
    <li className="translation-field" data-state={field.state}>
      <div className="row translation-field-head">
        <Checkbox
          aria-label={t('portal.translation.choose', { field: label })}
          checked={shown.chosen}
          disabled={!shown.choice.possible}
          onChange={({ target }) => shown.onChoose(target.checked)}
        >
          <span title={shown.choice.why}>{label}</span>
        </Checkbox>
        <TranslationStateTag state={field.state} />
        <Provenance field={field} />
      </div>
      <div className="translation-pair">
        <Chinese field={field} />
        <div>
          <Input.TextArea
            {...scriptOf(language)}
            className="translation-text"
            aria-label={label}
            data-field={field.field}
            autoSize={{ minRows: field.zh.length > 60 ? 3 : 1, maxRows: 12 }}
            maxLength={4000}
            value={text}
            readOnly={!shown.mayWrite}
            onChange={({ target }) => shown.onText(target.value)}
          />
          {shown.mayWrite ? <Suggestions shown={shown} /> : null}
        </div>
      </div>
    </li>
  );
}

/** The Chinese in force; where it changed, what it was before. */
function Chinese({ field }: { field: TranslatedField }) {
  const { t } = useWords();
  return (
    <div lang="zh" dir="ltr" className="pre">
      {field.zh}
      {field.previousZh === null ? null : (
        <div className="small translation-before">
          <span className="soft">{t('portal.translation.before')}</span> <del>{field.previousZh}</del>
        </div>
      )}
    </div>
  );
}

function Provenance({ field }: { field: TranslatedField }) {
  const { t } = useWords();
  const { reviewed, written, returned } = field;
  return (
    <>
      {reviewed ? (
        <span className="small soft" title={reviewed.opinion}>
          {t('portal.translation.reviewed-by', { organisation: reviewed.organisation, at: dayAndTime(reviewed.at) })}
        </span>
      ) : written ? (
        <span className="small soft">
          {t('portal.translation.written-by', { organisation: written.organisation, at: dayAndTime(written.at) })}
        </span>
      ) : null}
      {returned ? (
        <span className="small translation-returned">
          {t('portal.translation.returned-by', { organisation: returned.organisation, opinion: returned.opinion })}
        </span>
      ) : null}
    </>
  );
}

/** How the same Chinese was put elsewhere, each with its source. */
function Suggestions({ shown: { field, language, text, onText } }: { shown: Shown }) {
  const { t } = useWords();
  const others = field.suggestions.filter((suggestion) => suggestion.text !== text);
  if (others.length === 0) return null;
  return (
    <ul className="translation-suggestions small">
      {others.map((suggestion) => (
        <li key={suggestion.text} className="row">
          <Button size="small" onClick={() => onText(suggestion.text)}>
            <bdi {...scriptOf(language)}>{suggestion.text}</bdi>
          </Button>
          <span className="soft">
            {t(suggestion.reviewed ? 'portal.translation.suggested-reviewed' : 'portal.translation.suggested', { uses: suggestion.uses })}{' '}
            <Link to={paths.entry(suggestion.entryId)}>
              <bdi>{suggestion.entryName}</bdi>
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
