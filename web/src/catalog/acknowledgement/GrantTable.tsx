import type { TouchedGrant } from '@karez/contract/catalog/acknowledgement';
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { lastDay } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { WideTable } from '../../ui/WideTable.tsx';
import { fateOf, type ItemNames } from './break-text.ts';
import { pages } from '../../client/pages.ts';

/** Running grants that a change touches: whose, by which application, which items, until when, and what becomes of each. */
export function GrantTable({ grants, names }: { grants: readonly TouchedGrant[]; names: ItemNames }) {
  const { t } = useWords();
  const opens = usePower('sharing.read');
  const columns: TableColumnsType<TouchedGrant> = [
    {
      title: t('portal.acknowledgement.department'),
      width: 170,
      render: (_value, grant) => (
        <>
          <bdi>{grant.organisationName}</bdi>
          <div className="small soft">
            <bdi>{grant.systemName}</bdi>
          </div>
        </>
      ),
    },
    {
      title: t('portal.acknowledgement.application'),
      width: 200,
      render: (_value, grant) => {
        const no = <bdi className="code">{grant.applicationNo ?? grant.grantNo}</bdi>;
        return opens ? <Link to={paths.application(grant.applicationId)}>{no}</Link> : no;
      },
    },
    { title: t('portal.acknowledgement.items'), render: (_value, grant) => <GrantItems grant={grant} names={names} /> },
    { title: t('portal.acknowledgement.valid-to'), width: 110, render: (_value, grant) => lastDay(grant.validTo) },
    { title: t('portal.acknowledgement.fate'), width: 210, render: (_value, grant) => t(`portal.acknowledgement.fate.${fateOf(grant)}`) },
  ];
  return (
    <WideTable label={t('portal.acknowledgement.grants')} minWidth={820}>
      <Table<TouchedGrant> size="small" rowKey="grantId" columns={columns} dataSource={[...grants]} pagination={pages(t, 20)} />
    </WideTable>
  );
}

/** The items that a grant names: what is gone is struck out, what changed stands out. */
function GrantItems({ grant, names }: { grant: TouchedGrant; names: ItemNames }) {
  const { t } = useWords();
  if (grant.itemNos.length === 0) return t('portal.acknowledgement.whole-entry');
  return (
    <span className="row" style={{ columnGap: 10, rowGap: 2 }}>
      {grant.itemNos.map((no) => {
        const name = <bdi>{names.get(no) ?? t('portal.catalog.item.row', { no })}</bdi>;
        if (grant.goneNos.includes(no)) return <del key={no}>{name}</del>;
        return grant.touchedNos.includes(no) ? <strong key={no}>{name}</strong> : <span key={no}>{name}</span>;
      })}
    </span>
  );
}
