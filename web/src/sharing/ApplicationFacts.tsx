import type { Application, SupplementPlace } from '@karez/contract/sharing/schemas';
import { Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../client/language.tsx';
import { useRegions } from '../client/use-regions.ts';
import { rowsText } from './backflow/rows-text.ts';
import { AnswerFacts } from './questions/AnswerFacts.tsx';
import { Facts, type Fact } from '../ui/Facts.tsx';

type Asked = Application['content'];
type Tell = ReturnType<typeof useWords>['t'];
/** A fact and the places of the form that it stands for. */
type PlaceFact = Fact & { readonly places: readonly SupplementPlace[] };

/** Why and for what: basis, scenario, purpose, matter. */
function reasonFacts(content: Asked, t: Tell): PlaceFact[] {
  const basis = content.useBasis.map((one) => {
    const named = t('portal.labelled', { label: t(`sharing.basis-kind.${one.kind}`), text: `${one.title} ${one.article}` });
    return one.text === '' ? named : `${named}\n${one.text}`;
  });
  const { matter, usePurpose } = content;
  return [
    { label: t('portal.sharing.field.useBasis'), places: ['useBasis'], value: basis.join('\n'), wide: true },
    { label: t('portal.sharing.field.useScenario'), places: ['useScenario'], value: content.useScenario, wide: true },
    { label: t('portal.sharing.field.usePurpose'), places: ['usePurpose'], value: usePurpose && t(`sharing.purpose.${usePurpose}`) },
    {
      label: t('portal.sharing.field.matter'),
      places: ['matter'],
      value: matter && t('portal.bracketed', { text: matter.name, note: matter.code }),
    },
    {
      label: t('portal.sharing.field.matterFormat'),
      places: ['matterFormat'],
      value: <span className="code">{content.matterFormat}</span>,
    },
  ];
}

/** By whom, where, how and how long. */
function scopeFacts(content: Asked, t: Tell, nameOf: (code: string) => string): PlaceFact[] {
  const { users, userCount, regionCodes } = content.useScope;
  const many = userCount === null ? '' : t('portal.sharing.user-count', { count: userCount });
  return [
    { label: t('portal.sharing.field.users'), places: ['useScope'], value: `${users}${many}` },
    { label: t('portal.sharing.field.regionCodes'), places: ['useScope'], value: regionCodes.map(nameOf).join(' ') },
    {
      label: t('portal.sharing.field.sharingMode'),
      places: ['sharingMode'],
      value: content.sharingMode && t(`sharing.mode.${content.sharingMode}`),
    },
    {
      label: t('portal.sharing.field.period'),
      places: ['validFrom', 'validTo'],
      value: `${content.validFrom ?? '—'} ~ ${content.validTo ?? '—'}`,
    },
    ...(content.rowFilter ? [{ label: t('portal.backflow.rows'), places: [], value: rowsText(content.rowFilter, t), wide: true }] : []),
    { label: t('portal.sharing.field.callsPerDay'), places: ['callsPerDay'], value: content.callsPerDay },
  ];
}

/** Where the data rests and how it is kept safe. */
function careFacts({ storage, securityMeasures }: Asked, t: Tell): PlaceFact[] {
  const stored = t('portal.sharing.stored', { location: storage.location, days: storage.retentionDays ?? 0 });
  return [
    { label: t('portal.sharing.field.storage'), places: ['storage'], value: storage.persist ? stored : t('portal.sharing.not-stored') },
    { label: t('portal.sharing.field.securityMeasures'), places: ['securityMeasures'], value: securityMeasures, wide: true },
  ];
}

type Naming = { readonly t: Tell; readonly nameOf: (code: string) => string };

function everyFact(content: Asked, { t, nameOf }: Naming): PlaceFact[] {
  return [...reasonFacts(content, t), ...scopeFacts(content, t, nameOf), ...careFacts(content, t)];
}

/** The facts of what is asked for now; one that a supplement changed says so, with what stood there before. */
function factsWithChanges({ content, contentBefore, changedPlaces }: Application, naming: Naming): Fact[] {
  const before = contentBefore === null ? [] : everyFact(contentBefore, naming);
  return everyFact(content, naming).map((fact, index) => {
    const isChanged = fact.places.some((place) => changedPlaces.includes(place)) && fact.value !== before[index]?.value;
    return isChanged ? { ...fact, value: <Changed now={fact.value} before={before[index]?.value} /> } : fact;
  });
}

function Changed({ now, before }: { now: ReactNode; before: ReactNode }) {
  const { t } = useWords();
  return (
    <>
      <Tag color="processing">{t('portal.supplement.changed')}</Tag>
      <bdi>{now}</bdi>
      <div className="soft">
        {t('portal.supplement.before')}
        <bdi>{before === null || before === undefined || before === '' ? '—' : before}</bdi>
      </div>
    </>
  );
}

/** What the requester asked for, in the order of the form. */
export function ApplicationFacts({ application }: { application: Application }) {
  const { t } = useWords();
  const { content, contentBefore } = application;
  const regions = useRegions();
  const regionNames = new Map(regions.map(({ code, name }) => [code, name]));
  const items = application.entryItems.filter((item) => content.itemNos.includes(item.no));
  const isNew = (no: number) => contentBefore !== null && !contentBefore.itemNos.includes(no);
  const gone = application.entryItems.filter(({ no }) => !content.itemNos.includes(no) && contentBefore?.itemNos.includes(no));
  return (
    <div className="stack">
      <Facts
        facts={[
          ...factsWithChanges(application, { t, nameOf: (code) => regionNames.get(code) ?? code }),
          { label: t('portal.sharing.field.systemId'), value: application.systemName },
        ]}
      />
      <AnswerFacts application={application} />
      {gone.length > 0 ? (
        <p className="soft">{t('portal.supplement.items-gone', { items: gone.map(({ nameZh }) => nameZh).join(' · ') })}</p>
      ) : null}
      <Table
        size="small"
        rowKey="no"
        pagination={false}
        dataSource={items}
        scroll={{ x: 560 }}
        columns={[
          { title: t('portal.sharing.item-no'), dataIndex: 'no', width: 64 },
          {
            title: t('portal.sharing.item-name'),
            dataIndex: 'nameZh',
            render: (name: string, { no }) => (
              <>
                <bdi>{name}</bdi> {isNew(no) ? <Tag color="processing">{t('portal.supplement.item-new')}</Tag> : null}
              </>
            ),
          },
          {
            title: t('portal.sharing.item-field'),
            dataIndex: 'fieldName',
            render: (name: string | null) => <span className="code">{name ?? '—'}</span>,
          },
          {
            title: t('portal.sharing.item-share-type'),
            render: (_value, item) => (item.shareType ? t(`catalog.share-type.${item.shareType}`) : '—'),
          },
          {
            title: t('portal.sharing.item-sensitivity'),
            render: (_value, item) => (item.sensitivity ? t(`catalog.sensitivity.${item.sensitivity}`) : '—'),
          },
        ]}
      />
    </div>
  );
}
