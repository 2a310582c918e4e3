import type { HeldItemAnswer } from '@karez/contract/desk/handover';
import { Table } from 'antd';
import { Link } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { WideTable } from '../../ui/WideTable.tsx';

/** What names one thing that is held. */
export const nameOf = ({ kind, id }: Pick<HeldItemAnswer, 'kind' | 'id'>) => `${kind} ${id}`;

type Ticked = { items: readonly HeldItemAnswer[]; chosen: readonly string[]; onChosen: (names: readonly string[]) => void };

/** What somebody holds in person, to be ticked; what the colleague may not take says why. */
export function HeldItems({ items, chosen, onChosen }: Ticked) {
  const { t } = useWords();
  const heading = t('portal.handover.items');
  return (
    <section>
      <h2>{heading}</h2>
      <p className="small soft">{t('portal.handover.items-says')}</p>
      {items.length === 0 ? (
        <Blank says={t('portal.handover.no-items')} />
      ) : (
        <WideTable label={heading} minWidth={860}>
          <Table<HeldItemAnswer>
            rowKey={nameOf}
            size="middle"
            dataSource={[...items]}
            pagination={false}
            rowSelection={{
              selectedRowKeys: [...chosen],
              onChange: (keys) => onChosen(keys.map(String)),
              getTitleCheckboxProps: () => ({ 'aria-label': t('portal.choose-all') }),
              getCheckboxProps: (item) => ({
                disabled: item.obstacle !== null,
                'aria-label': t('portal.handover.choose-item', { item: t(item.title.key, item.title.params) }),
              }),
            }}
            columns={[
              {
                title: t('portal.handover.item'),
                render: (_value, { title, link }) => (
                  <Link to={link}>
                    <bdi>{t(title.key, title.params)}</bdi>
                  </Link>
                ),
              },
              { title: t('portal.handover.kind'), width: 130, render: (_value, { kind }) => t(`desk.kind.${kind}`) },
              { title: t('portal.handover.since'), width: 160, render: (_value, { since }) => dayAndTime(since) },
              { title: t('portal.handover.deed'), width: 300, render: (_value, item) => <Becomes item={item} /> },
            ]}
          />
        </WideTable>
      )}
    </section>
  );
}

function Becomes({ item: { obstacle, deed } }: { item: HeldItemAnswer }) {
  const { t } = useWords();
  if (obstacle === null) return t(`portal.handover.deed.${deed}`);
  return (
    <>
      <StateTag tone="warn">{t('portal.handover.cannot')}</StateTag>
      <div className="small">{t(`refusal.${obstacle.code}`, obstacle.params)}</div>
    </>
  );
}
