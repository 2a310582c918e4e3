import { listMissingDocuments } from '@karez/contract/identity';
import { Card, Table } from 'antd';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { Blank } from '../ui/Blank.tsx';
import { pages } from '../client/pages.ts';

/** For the authority: which departments of the region have not filed everything. */
export function MissingDocuments() {
  const { t } = useWords();
  const missing = useAnswer(listMissingDocuments, {});
  return (
    <Card title={t('portal.identity.document.missing-in-region')}>
      <Loaded query={missing}>
        {({ answer }) => (
          <Table
            size="small"
            rowKey="orgId"
            dataSource={answer.items}
            pagination={pages(t, 10)}
            locale={{ emptyText: <Blank says={t('portal.identity.document.all-filed')} /> }}
            columns={[
              { title: t('portal.identity.organisation'), dataIndex: 'orgName', width: 220 },
              {
                title: t('portal.identity.document.missing'),
                dataIndex: 'kinds',
                render: (kinds: string[]) => kinds.map((kind) => t(`identity.document-kind.${kind}`)).join(' / '),
              },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
