import type { Demand } from '@karez/contract/sharing/demand';
import { Table, Tag } from 'antd';
import { useWords } from '../../client/language.tsx';
import { Facts, type Fact } from '../../ui/Facts.tsx';
import { WideTable } from '../../ui/WideTable.tsx';

type Tell = ReturnType<typeof useWords>['t'];

function factsOf({ content, expectedProvider }: Demand, t: Tell): Fact[] {
  const basis = content.useBasis.map((one) =>
    t('portal.labelled', { label: t(`sharing.basis-kind.${one.kind}`), text: `${one.title} ${one.article}` }),
  );
  const { matter, usePurpose, updateCycle, way } = content;
  return [
    { label: t('portal.sharing.field.useBasis'), value: basis.join('\n'), wide: true },
    { label: t('portal.sharing.field.useScenario'), value: content.useScenario, wide: true },
    { label: t('portal.sharing.field.usePurpose'), value: usePurpose && t(`sharing.purpose.${usePurpose}`) },
    { label: t('portal.sharing.field.matter'), value: matter && t('portal.bracketed', { text: matter.name, note: matter.code }) },
    { label: t('portal.demand.update-cycle'), value: updateCycle && t(`catalog.update-cycle.${updateCycle}`) },
    { label: t('portal.demand.way'), value: way && t(`sharing.demand-way.${way}`) },
    { label: t('portal.demand.wished-on'), value: content.wishedOn },
    { label: t('portal.demand.urgency'), value: t(`sharing.demand-urgency.${content.urgency}`) },
    { label: t('portal.demand.expected-provider'), value: expectedProvider?.name, wide: true },
  ];
}

/** What is asked for, in the order of the form. */
export function DemandFacts({ demand }: { demand: Demand }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <Facts facts={factsOf(demand, t)} />
      <WideTable label={t('portal.demand.items')} minWidth={420}>
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          dataSource={[...demand.content.items]}
          columns={[
            { title: t('portal.demand.item-name'), render: (_value, item) => <bdi>{item.name}</bdi> },
            { title: t('portal.demand.item-meaning'), render: (_value, item) => (item.meaning === '' ? '—' : <bdi>{item.meaning}</bdi>) },
            {
              title: t('portal.demand.item-personal'),
              width: 130,
              render: (_value, item) => (item.personal ? <Tag color="warning">{t('portal.demand.is-personal')}</Tag> : '—'),
            },
          ]}
        />
      </WideTable>
    </div>
  );
}
