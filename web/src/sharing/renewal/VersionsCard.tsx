import { listGrantVersions, type GrantVersion } from '@karez/contract/sharing/renewal';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Card, Table } from 'antd';
import { Link } from 'react-router';
import { dayAndTime, lastDay } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { StateTag } from '../../ui/StateTag.tsx';

/** What a grant said before, and says now: each version leads to what it was agreed by. Nothing where there was but one. */
export function VersionsCard({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const versions = useAnswer(listGrantVersions, { params: { grantId: grant.id } }, { enabled: grant.version > 1 });
  if (grant.version === 1) return null;
  return (
    <Card title={t('portal.renewal.versions')}>
      <Loaded query={versions}>
        {({ answer }) => (
          <Table<GrantVersion>
            size="small"
            rowKey="version"
            pagination={false}
            scroll={{ x: 640 }}
            dataSource={[...answer.items]}
            columns={[
              {
                title: t('portal.renewal.version-no'),
                width: 130,
                render: (_value, row) => (
                  <span className="row">
                    {row.version}
                    {row.version === grant.version ? <StateTag tone="ok">{t('portal.renewal.version-current')}</StateTag> : null}
                    {row.suspended ? <StateTag tone="warn">{t('portal.renewal.version-suspended')}</StateTag> : null}
                  </span>
                ),
              },
              { title: t('portal.renewal.version-at'), width: 150, render: (_value, row) => dayAndTime(row.madeAt) },
              {
                title: t('portal.sharing.item-count'),
                width: 90,
                render: (_value, row) => (
                  <span title={row.items.map(({ nameZh }) => nameZh).join(t('portal.acknowledgement.and'))}>{row.items.length}</span>
                ),
              },
              { title: t('portal.sharing.valid-to'), width: 120, render: (_value, row) => lastDay(row.validTo) },
              { title: t('portal.renewal.version-clients'), width: 90, dataIndex: 'clientCount' },
              {
                title: t('portal.sharing.to-agreement'),
                width: 140,
                render: (_value, row) => <Link to={paths.agreement(row.applicationId)}>{t('portal.sharing.to-agreement')}</Link>,
              },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
