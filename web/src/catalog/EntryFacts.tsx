import type { DenialRuling, Entry } from '@karez/contract/catalog/answers';
import type { EntryContent } from '@karez/contract/catalog/content';
import { Card } from 'antd';
import { Link } from 'react-router';
import { OrganisationName } from '../client/OrganisationName.tsx';
import { day } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';
import { Facts, type Fact } from '../ui/Facts.tsx';
import { ConditionList, DenialBasisList } from './Basis.tsx';
import { CollectionFacts } from './collection/CollectionFacts.tsx';
import { DeniedItems } from './denial/DeniedItems.tsx';
import { fieldText, type FieldName } from './entry-text.ts';
import { ItemsTable } from './ItemsTable.tsx';
import type { Sources } from './source/use-sources.ts';
import { ShareTypeTag } from './tags.tsx';
import type { Names } from './use-names.ts';

type Shown = { entry: Entry; content: EntryContent; names: Names; rulings: readonly DenialRuling[]; sources: Sources };

/** Every field of the guide, in groups and in its order; never fewer than the guide has. */
export function EntryFacts(shown: Shown) {
  const { t } = useWords();
  const { content, sources } = shown;
  return (
    <>
      <BasicFacts {...shown} />
      <Card
        title={t('portal.catalog.items-title', { count: content.items.length })}
        styles={{ body: { padding: content.items.length > 0 ? 0 : 24 } }}
      >
        {content.items.length > 0 ? (
          <ItemsTable items={content.items} entryShareType={content.shareType} regionItemNo={content.regionItemNo} sources={sources} />
        ) : (
          <span className="soft">{t('portal.catalog.no-items')}</span>
        )}
      </Card>
      <CollectionFacts collection={content.collection} sources={sources} />
      <DeniedItems content={content} rulings={shown.rulings} />
      <SharingFacts {...shown} />
      <CareFacts {...shown} />
      <FormatFacts {...shown} />
    </>
  );
}

/** Facts of fields whose value is one line of words. */
function usePlainFacts({ content, names }: Shown): (field: FieldName, wide?: boolean) => Fact {
  const words = useWords();
  return (field, wide = false) => ({ label: words.t(`catalog.field.${field}`), value: fieldText(field, content, { words, names }), wide });
}

function BasicFacts(shown: Shown) {
  const { t } = useWords();
  const { entry, content } = shown;
  const plain = usePlainFacts(shown);
  return (
    <Card title={t('portal.catalog.section.basics')}>
      <Facts
        facts={[
          { label: t('catalog.field.name'), value: content.name, wide: true },
          plain('abstract', true),
          {
            label: t('portal.catalog.code'),
            value: entry.resourceCode ? <span className="code">{entry.resourceCode}</span> : t('portal.catalog.code-later'),
            wide: true,
          },
          {
            label: t('portal.catalog.provider'),
            value: <OrganisationName id={entry.provider.organisationId} name={entry.provider.name} />,
            wide: true,
          },
          { label: t('portal.catalog.provider-code'), value: <span className="code">{entry.provider.uscc ?? '—'}</span>, wide: true },
          plain('category'),
          plain('otherCategories'),
          plain('providerSubUnit', true),
          { label: t('portal.catalog.version'), value: entry.version },
          { label: t('portal.catalog.published'), value: day(entry.publishedOn) },
          ...(content.nameUg
            ? [
                {
                  label: t('catalog.field.nameUg'),
                  value: (
                    <span dir="rtl" lang="ug">
                      {content.nameUg}
                    </span>
                  ),
                  wide: true,
                },
              ]
            : []),
          ...(content.abstractUg
            ? [
                {
                  label: t('catalog.field.abstractUg'),
                  value: (
                    <div dir="rtl" lang="ug">
                      {content.abstractUg}
                    </div>
                  ),
                  wide: true,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

function FormatFacts(shown: Shown) {
  const { t } = useWords();
  const { content } = shown;
  const plain = usePlainFacts(shown);
  return (
    <Card title={t('portal.catalog.section.format')}>
      <Facts
        facts={[
          plain('formatClass'),
          {
            label: t('catalog.field.formatType'),
            value: content.formatType ? <span className="code">{content.formatType}</span> : (content.formatOther ?? ''),
          },
          plain('updateCycle'),
          plain('systemId'),
          plain('coverageRegion'),
          plain('coveragePeriod'),
          { label: t('portal.catalog.records'), value: content.census.records },
          { label: t('portal.catalog.storage-gb'), value: content.census.storageGb },
          plain('relatedMatters'),
          {
            label: t('catalog.field.relatedCodes'),
            value:
              content.relatedCodes.length === 0
                ? ''
                : content.relatedCodes.map((code) => (
                    <Link key={code} to={paths.search({ q: code })} className="code" style={{ display: 'block' }}>
                      {code}
                    </Link>
                  )),
          },
        ]}
      />
    </Card>
  );
}

function SharingFacts(shown: Shown) {
  const { t } = useWords();
  const { content } = shown;
  const plain = usePlainFacts(shown);
  const denies = content.denialBasis.length > 0 || content.denialReason !== '';
  return (
    <Card title={t('portal.catalog.section.sharing')}>
      <Facts
        facts={[
          { label: t('catalog.field.shareType'), value: <ShareTypeTag shareType={content.shareType} /> },
          {
            label: t('portal.catalog.share-mode'),
            value: [content.shareModeClass, content.shareModeType]
              .flatMap((one) => (one === null ? [] : [t(`catalog.share-mode.${one}`)]))
              .join(' · '),
          },
          ...(content.conditions.length > 0
            ? [{ label: t('catalog.field.conditions'), value: <ConditionList conditions={content.conditions} />, wide: true }]
            : []),
          ...(content.useConditions === '' ? [] : [plain('useConditions', true)]),
          ...(denies
            ? [
                plain('denialReason', true),
                { label: t('catalog.field.denialBasis'), value: <DenialBasisList basis={content.denialBasis} />, wide: true },
              ]
            : []),
          plain('openToPublic'),
          plain('openConditions'),
        ]}
      />
    </Card>
  );
}

function CareFacts(shown: Shown) {
  const { t } = useWords();
  const { secrecyAssessment: secrecy, impactAssessment: impact } = shown.content;
  const plain = usePlainFacts(shown);
  return (
    <Card title={t('portal.catalog.section.care')}>
      <Facts
        facts={[
          plain('dataClass'),
          plain('dataGrade'),
          plain('personalData', true),
          {
            label: t('catalog.field.secrecyAssessment'),
            value: secrecy
              ? t('portal.catalog.secrecy-line', {
                  office: secrecy.office,
                  day: secrecy.assessedOn,
                  risk: secrecy.aggregationRisk,
                  conclusion: t(`portal.catalog.secrecy-conclusion.${secrecy.conclusion}`),
                })
              : '',
            wide: true,
          },
          ...(impact
            ? [
                {
                  label: t('catalog.field.impactAssessment'),
                  value: t('portal.catalog.impact-line', {
                    day: impact.assessedOn,
                    necessity: impact.necessity,
                    impact: impact.impact,
                    measures: impact.measures,
                    conclusion: t(`portal.catalog.impact-conclusion.${impact.conclusion}`),
                  }),
                  wide: true,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
