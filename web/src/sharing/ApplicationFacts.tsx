import { listRegions } from '@karez/contract/identity';
import type { Application } from '@karez/contract/sharing/schemas';
import { Table } from 'antd';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { Facts, type Fact } from '../ui/Facts.tsx';

type Asked = Application['content'];
type Tell = ReturnType<typeof useWords>['t'];

/** Why and for what: basis, scenario, purpose, matter. */
function reasonFacts(content: Asked, t: Tell): Fact[] {
  const basis = content.useBasis.map((one) => {
    const named = t('portal.labelled', { label: t(`sharing.basis-kind.${one.kind}`), text: `${one.title} ${one.article}` });
    return one.text === '' ? named : `${named}\n${one.text}`;
  });
  const { matter, usePurpose } = content;
  return [
    { label: t('portal.sharing.field.useBasis'), value: basis.join('\n'), wide: true },
    { label: t('portal.sharing.field.useScenario'), value: content.useScenario, wide: true },
    { label: t('portal.sharing.field.usePurpose'), value: usePurpose && t(`sharing.purpose.${usePurpose}`) },
    { label: t('portal.sharing.field.matter'), value: matter && t('portal.bracketed', { text: matter.name, note: matter.code }) },
    { label: t('portal.sharing.field.matterFormat'), value: <span className="code">{content.matterFormat}</span> },
  ];
}

/** By whom, where, how and how long. */
function scopeFacts(content: Asked, t: Tell, nameOf: (code: string) => string): Fact[] {
  const { users, userCount, regionCodes } = content.useScope;
  const many = userCount === null ? '' : t('portal.sharing.user-count', { count: userCount });
  return [
    { label: t('portal.sharing.field.users'), value: `${users}${many}` },
    { label: t('portal.sharing.field.regionCodes'), value: regionCodes.map(nameOf).join(' ') },
    { label: t('portal.sharing.field.sharingMode'), value: content.sharingMode && t(`sharing.mode.${content.sharingMode}`) },
    { label: t('portal.sharing.field.period'), value: `${content.validFrom ?? '—'} ~ ${content.validTo ?? '—'}` },
    { label: t('portal.sharing.field.callsPerDay'), value: content.callsPerDay },
  ];
}

/** Where the data rests and how it is kept safe. */
function careFacts({ storage, securityMeasures }: Asked, t: Tell): Fact[] {
  const stored = t('portal.sharing.stored', { location: storage.location, days: storage.retentionDays ?? 0 });
  return [
    { label: t('portal.sharing.field.storage'), value: storage.persist ? stored : t('portal.sharing.not-stored') },
    { label: t('portal.sharing.field.securityMeasures'), value: securityMeasures, wide: true },
  ];
}

/** What the requester asked for, in the order of the form. */
export function ApplicationFacts({ application }: { application: Application }) {
  const { t } = useWords();
  const { content } = application;
  const regions = useAnswer(listRegions, {});
  const regionNames = new Map((regions.data?.answer.items ?? []).map(({ code, name }) => [code, name]));
  const items = application.entryItems.filter((item) => content.itemNos.includes(item.no));
  return (
    <div className="stack">
      <Facts
        facts={[...reasonFacts(content, t), ...scopeFacts(content, t, (code) => regionNames.get(code) ?? code), ...careFacts(content, t)]}
      />
      <Table
        size="small"
        rowKey="no"
        pagination={false}
        dataSource={items}
        scroll={{ x: 560 }}
        columns={[
          { title: t('portal.sharing.item-no'), dataIndex: 'no', width: 64 },
          { title: t('portal.sharing.item-name'), dataIndex: 'nameZh' },
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
