import { getTranslation, translationLanguages, type Translation } from '@karez/contract/catalog/translation';
import { Breadcrumb, Card, Segmented } from 'antd';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { TranslationDeeds } from './TranslationDeeds.tsx';
import { TranslationField } from './TranslationField.tsx';
import { TranslationSaving } from './TranslationSaving.tsx';
import { TranslationStateTag } from './translation-words.tsx';
import { choiceOf, stepsOf } from './steps.ts';
import { useTranslationDraft } from './use-translation-draft.ts';
import './translation.css';

/** An entry in another language, field by field beside its Chinese: where it is written, handed over and reviewed. */
export function TranslationPage() {
  const { entryId = '', language: asked = 'ug' } = useParams();
  const language = translationLanguages.find((known) => known === asked) ?? 'ug';
  const translation = useAnswer(getTranslation, { params: { entryId, language } });
  return (
    <Loaded query={translation}>{({ answer }) => <Edited key={`${answer.entryId} ${answer.language}`} translation={answer} />}</Loaded>
  );
}

function Edited({ translation }: { translation: Translation }) {
  const { t } = useWords();
  const draft = useTranslationDraft(translation);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const { fields, language, allowed } = translation;
  const mayWrite = allowed['translate']?.allowed === true;
  const steps = stepsOf(translation);
  const choose = (field: string, on: boolean) => setChosen((before) => (on ? [...before, field] : before.filter((one) => one !== field)));
  return (
    <>
      <TranslationHead translation={translation} />
      <div className="columns">
        <Card
          title={t('portal.translation.fields', { count: fields.length })}
          extra={<span className="small soft">{t('portal.translation.keys')}</span>}
        >
          <ul ref={list} className="translation-fields" onKeyDown={(event) => stepOn(event, list.current)}>
            {fields.map((field) => (
              <TranslationField
                key={field.field}
                field={field}
                language={language}
                text={draft.written[field.field] ?? field.text}
                mayWrite={mayWrite}
                chosen={chosen.includes(field.field)}
                choice={choiceOf(field, steps, t)}
                onText={(text) => draft.set(field.field, text)}
                onChoose={(on) => choose(field.field, on)}
              />
            ))}
          </ul>
        </Card>
        <div className="stack translation-aside">
          <Card title={t('portal.translation.steps')}>
            <div className="stack" style={{ gap: 12 }}>
              <TranslationSaving draft={draft} />
              <TranslationDeeds translation={translation} draft={draft} chosen={chosen} onDone={() => setChosen([])} />
            </div>
          </Card>
        </div>
      </div>
    </>
  );
}

/** Ctrl+Enter goes to the next text, with Shift to the one before. */
function stepOn(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || list === null) return;
  const texts = [...list.querySelectorAll<HTMLTextAreaElement>('textarea[data-field]')];
  const here = texts.findIndex((text) => text === event.target);
  const next = texts[here + (event.shiftKey ? -1 : 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function TranslationHead({ translation }: { translation: Translation }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { entryId, entryName, provider, resourceCode, version, language, state } = translation;
  return (
    <PageHead
      crumbs={
        <Breadcrumb
          items={[
            { title: <Link to={paths.translations({ language })}>{t('portal.menu.translations')}</Link> },
            { title: <Link to={paths.entry(entryId)}>{resourceCode ?? entryName}</Link> },
          ]}
        />
      }
      title={
        <span className="row">
          <bdi>{entryName}</bdi>
          <TranslationStateTag state={state} />
        </span>
      }
      purpose={t('portal.translation.purpose', { provider, version: version ?? '' })}
      actions={
        <Segmented
          aria-label={t('portal.translation.language')}
          value={language}
          options={translationLanguages.map((one) => ({ value: one, label: t(`catalog.translation.language.${one}`) }))}
          onChange={(next) => void navigate(paths.translation(entryId, next))}
        />
      }
    />
  );
}
