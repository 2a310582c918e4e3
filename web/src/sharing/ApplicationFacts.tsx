import { listRegions } from '@karez/contract/identity';
import type { Application } from '@karez/contract/sharing/schemas';
import { Table } from 'antd';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { Facts } from '../ui/Facts.tsx';

/** What the requester asked for, in the order of the form. */
export function ApplicationFacts({ application }: { application: Application }) {
  const { t } = useWords();
  const { content } = application;
  const regions = useAnswer(listRegions, {});
  const regionNames = new Map((regions.data?.answer.items ?? []).map(({ code, name }) => [code, name]));
  const items = application.entryItems.filter((item) => content.itemNos.includes(item.no));
  const basis = content.useBasis
    .map(
      (one) =>
        `${t('portal.labelled', { label: t(`sharing.basis-kind.${one.kind}`), text: `${one.title} ${one.article}` })}${one.text === '' ? '' : `\n${one.text}`}`,
    )
    .join('\n');
  return (
    <div className="stack">
      <Facts
        facts={[
          { label: t('portal.sharing.field.useBasis'), value: basis, wide: true },
          { label: t('portal.sharing.field.useScenario'), value: content.useScenario, wide: true },
          { label: t('portal.sharing.field.usePurpose'), value: content.usePurpose ? t(`sharing.purpose.${content.usePurpose}`) : '' },
          {
            label: t('portal.sharing.field.matter'),
            value: content.matter ? t('portal.bracketed', { text: content.matter.name, note: content.matter.code }) : '',
          },
          { label: t('portal.sharing.field.matterFormat'), value: <span className="code">{content.matterFormat}</span> },
          {
            label: t('portal.sharing.field.users'),
            value: `${content.useScope.users}${content.useScope.userCount === null ? '' : t('portal.sharing.user-count', { count: content.useScope.userCount })}`,
          },
          { label: t('portal.sharing.field.regionCodes'), value: content.useScope.regionCodes.map((code) => regionNames.get(code) ?? code).join(' ') },
          { label: t('portal.sharing.field.sharingMode'), value: content.sharingMode ? t(`sharing.mode.${content.sharingMode}`) : '' },
          { label: t('portal.sharing.field.period'), value: `${content.validFrom ?? '—'} ~ ${content.validTo ?? '—'}` },
          { label: t('portal.sharing.field.callsPerDay'), value: content.callsPerDay === null ? '' : String(content.callsPerDay) },
          {
            label: t('portal.sharing.field.storage'),
            value: content.storage.persist
              ? t('portal.sharing.stored', { location: content.storage.location, days: content.storage.retentionDays ?? 0 })
              : t('portal.sharing.not-stored'),
          },
          { label: t('portal.sharing.field.securityMeasures'), value: content.securityMeasures, wide: true },
        ]}
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
