import { isObtained, type Collection, type FormField } from '@karez/contract/catalog/collection';
import { Card, Tag } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Facts, type Fact } from '../../ui/Facts.tsx';
import { citation } from '../entry-text.ts';
import { SourceLine } from '../source/SourceLine.tsx';
import type { Sources } from '../source/use-sources.ts';

/** 采集: channel, basis, form with its fields, office and frequency; a card that says so where nothing is declared. */
type Shown<T> = { collection: T; sources: Sources };

export function CollectionFacts({ collection, sources }: Shown<Collection | null>) {
  const { t } = useWords();
  return (
    <Card title={t('portal.catalog.section.collection')}>
      {collection === null ? (
        <span className="soft">{t('portal.collection.undeclared')}</span>
      ) : (
        <Declared collection={collection} sources={sources} />
      )}
    </Card>
  );
}

function Declared({ collection, sources }: Shown<Collection>) {
  const words = useWords();
  const { t } = words;
  const { channels, basis, subUnit, frequency, lackReason } = collection;
  const channelWords = channels.map((channel) => t(`catalog.collection.channel.${channel}`)).join(' · ');
  const basisWords = basis === null ? '' : <BasisOfCollection text={citation(basis, words)} articleId={basis.articleId} />;
  const obtained = isObtained(collection) && lackReason !== '';
  return (
    <Facts
      facts={[
        { label: t('portal.catalog.part.channels'), value: channelWords, wide: true },
        ...(obtained ? [{ label: t('portal.catalog.part.lackReason'), value: lackReason, wide: true }] : []),
        { label: t('portal.catalog.part.basis'), value: basisWords, wide: true },
        ...factsOfForm(collection.form, { t, sources }),
        { label: t('portal.catalog.part.subUnit'), value: subUnit },
        { label: t('portal.catalog.part.frequency'), value: frequency === null ? '' : t(`catalog.update-cycle.${frequency}`) },
      ]}
    />
  );
}

function factsOfForm(form: Collection['form'], { t, sources }: { t: (key: string) => string; sources: Sources }): Fact[] {
  if (form === null) return [{ label: t('portal.catalog.part.form'), value: '', wide: true }];
  return [
    { label: t('portal.catalog.part.form'), value: form.name },
    { label: t('portal.catalog.part.number'), value: form.number === '' ? '' : <bdi className="code">{form.number}</bdi> },
    { label: t('portal.catalog.part.fields'), value: <FieldNames fields={form.fields} sources={sources} />, wide: true },
  ];
}

function BasisOfCollection({ text, articleId }: { text: string; articleId: string | null }) {
  const { t } = useWords();
  return (
    <span className="row">
      <bdi>{text}</bdi>
      {articleId === null ? null : <Link to={paths.law()}>{t('portal.collection.in-register')}</Link>}
    </span>
  );
}

function FieldNames({ fields, sources }: { fields: readonly FormField[]; sources: Sources }) {
  const sourced = fields.filter(({ no }) => sources.of('field', no).length > 0);
  return (
    <>
      <span className="row" style={{ rowGap: 4 }}>
        {fields.map(({ no, name }) => (
          <Tag key={no} style={{ marginInlineEnd: 0 }}>
            <bdi>{name}</bdi>
          </Tag>
        ))}
      </span>
      {sourced.map(({ no, name }) => (
        <div key={no} style={{ paddingBlockStart: 4 }}>
          <bdi>{name}</bdi>
          {sources.of('field', no).map((source) => (
            <SourceLine key={`${source.source.entryId} ${source.source.elementId}`} source={source} />
          ))}
        </div>
      ))}
    </>
  );
}
