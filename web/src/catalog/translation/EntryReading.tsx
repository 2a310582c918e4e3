import type { Entry } from '@karez/contract/catalog/answers';
import { readTranslation, translationLanguages, type Reading, type TranslationLanguage } from '@karez/contract/catalog/translation';
import { Button, Card, Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useMe } from '../../client/session.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { ReadingMark } from './ReadingMark.tsx';
import { scriptOf, useFieldWords } from './translation-words.tsx';
import { pages } from '../../client/pages.ts';

/** The language beside Chinese in which the portal is read, if it is one. */
export function useReadingLanguage(): TranslationLanguage | null {
  const { language } = useWords();
  return translationLanguages.find((known) => known === language) ?? null;
}

/** An entry in force in another language beside its Chinese: open for whoever reads the portal in it, a step away for the others. */
export function EntryReading({ entry, shown }: { entry: Entry; shown: string }) {
  const { t } = useWords();
  const read = useReadingLanguage();
  const [language, setLanguage] = useState<TranslationLanguage>(read ?? 'ug');
  const [open, setOpen] = useState(read !== null);
  if (shown === 'working' || entry.resourceCode === null) return null;
  return (
    <Card
      title={t('portal.reading.title')}
      extra={
        <span className="row">
          {open ? (
            <Segmented
              size="small"
              aria-label={t('portal.translation.language')}
              value={language}
              options={translationLanguages.map((one) => ({ value: one, label: t(`catalog.translation.language.${one}`) }))}
              onChange={setLanguage}
            />
          ) : null}
          <EditLink entry={entry} language={language} />
        </span>
      }
    >
      {open ? (
        <ReadTexts entry={entry} language={language} />
      ) : (
        <span className="row">
          <span className="soft">{t('portal.reading.says')}</span>
          <Button size="small" onClick={() => setOpen(true)}>
            {t('portal.reading.show')}
          </Button>
        </span>
      )}
    </Card>
  );
}

function EditLink({ entry, language }: { entry: Entry; language: TranslationLanguage }) {
  const { t } = useWords();
  const me = useMe();
  const own = me.powers.includes('catalog.register') && entry.allowed['update-draft']?.reason !== 'identity.power.other-organisation';
  if (!own && !me.powers.includes('catalog.translate')) return null;
  return <Link to={paths.translation(entry.id, language)}>{t('portal.reading.edit')}</Link>;
}

type Row = Reading['fields'][number];

function ReadTexts({ entry, language }: { entry: Entry; language: TranslationLanguage }) {
  const { t } = useWords();
  const fieldWords = useFieldWords();
  const reading = useAnswer(readTranslation, { params: { entryId: entry.id, language } });
  const columns: TableColumnsType<Row> = [
    { title: t('portal.reading.field'), width: 124, render: (_value, { field }) => fieldWords(field) },
    {
      title: t('portal.reading.zh'),
      render: (_value, { zh }) => <bdi lang="zh">{zh}</bdi>,
    },
    {
      title: t(`catalog.translation.language.${language}`),
      render: (_value, { text }) => (
        <div {...scriptOf(language)} className="pre">
          {text}
        </div>
      ),
    },
    { title: t('portal.translations.state'), width: 116, render: (_value, { mark }) => <ReadingMark mark={mark} always /> },
  ];
  return (
    <Loaded query={reading}>
      {({ answer }) => (
        <>
          <p className="small soft">{t('portal.reading.says')}</p>
          <WideTable label={t(`catalog.translation.language.${language}`)} minWidth={560}>
            <Table<Row>
              rowKey="field"
              size="small"
              columns={columns}
              dataSource={[...answer.fields]}
              pagination={pages(t, 30)}
              locale={{ emptyText: <Blank says={t('portal.reading.none', { language })} /> }}
            />
          </WideTable>
        </>
      )}
    </Loaded>
  );
}

/** The name in the reader's language with its mark, the Chinese one below; for readers of Chinese the Chinese one alone. */
export function EntryName({ entry, name }: { entry: Entry; name: string }) {
  const language = useReadingLanguage();
  const reading = useAnswer(readTranslation, { params: { entryId: entry.id, language: language ?? 'ug' } }, { enabled: language !== null });
  const translated = language === null ? undefined : reading.data?.answer.fields.find(({ field }) => field === 'name');
  if (language === null || !translated) return <bdi>{name}</bdi>;
  return (
    <>
      <bdi {...scriptOf(language)}>{translated.text}</bdi>
      <ReadingMark mark={translated.mark} />
      <bdi lang="zh" className="soft" style={{ fontWeight: 400 }}>
        {name}
      </bdi>
    </>
  );
}
