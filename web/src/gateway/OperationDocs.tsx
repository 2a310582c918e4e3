import type { GatewayService, ServiceOperation } from '@karez/contract/gateway/schemas';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Table, Tag } from 'antd';
import { useWords } from '../client/language.tsx';
import { CodeBlock } from './CodeBlock.tsx';

type Documented = { service: GatewayService; grants: readonly GrantAnswer[] };

/** How each operation is called and which items its answer carries. */
export function OperationDocs({ service, grants }: Documented) {
  const { t } = useWords();
  return (
    <div className="stack" style={{ gap: 20 }}>
      <section>
        <h3 style={{ marginBlockStart: 0 }}>{t('portal.gateway.address')}</h3>
        <CodeBlock code={service.calling.url} />
        <p className="soft" style={{ marginBlockEnd: 0 }}>
          {t('portal.gateway.address-why')}
        </p>
      </section>
      <section>
        <h3 style={{ marginBlockStart: 0 }}>{t('portal.gateway.headers')}</h3>
        <HeaderTable calling={service.calling} />
      </section>
      {service.operations.map((operation) => (
        <OneOperation key={operation.id} service={service} operation={operation} grants={grants} />
      ))}
    </div>
  );
}

function HeaderTable({ calling }: { calling: GatewayService['calling'] }) {
  const { t } = useWords();
  const rows = [
    { name: 'Authorization', words: 'portal.gateway.header.authorization', required: true },
    { name: calling.matterHeader, words: 'portal.gateway.header.matter', required: true },
    { name: calling.operatorHeader, words: 'portal.gateway.header.operator', required: true },
    { name: calling.grantHeader, words: 'portal.gateway.header.grant', required: false },
  ];
  return (
    <Table
      size="small"
      rowKey="name"
      pagination={false}
      dataSource={rows}
      columns={[
        {
          title: t('portal.gateway.header'),
          dataIndex: 'name',
          width: 130,
          render: (name: string) => <span className="code">{name}</span>,
        },
        {
          title: t('portal.gateway.required'),
          dataIndex: 'required',
          width: 80,
          render: (required: boolean) => t(required ? 'portal.yes' : 'portal.no'),
        },
        { title: t('portal.gateway.meaning'), dataIndex: 'words', render: (words: string) => t(words) },
      ]}
    />
  );
}

function OneOperation({ service, operation, grants }: Documented & { operation: ServiceOperation }) {
  const { t } = useWords();
  return (
    <section>
      <h3 style={{ marginBlockStart: 0 }} className="row">
        <Tag color="processing" style={{ marginInlineEnd: 0 }}>
          {operation.method}
        </Tag>
        <span className="code" style={{ fontSize: 15 }}>
          {operation.path}
        </span>
      </h3>
      {operation.summary ? <p>{operation.summary}</p> : null}
      {operation.parameters.length > 0 ? (
        <Table
          size="small"
          rowKey={({ place, name }) => `${place} ${name}`}
          pagination={false}
          scroll={{ x: 560 }}
          style={{ marginBlockEnd: 12 }}
          dataSource={[...operation.parameters]}
          columns={[
            {
              title: t('portal.gateway.parameter'),
              dataIndex: 'name',
              width: 130,
              render: (name: string) => <span className="code">{name}</span>,
            },
            {
              title: t('portal.gateway.place'),
              dataIndex: 'place',
              width: 76,
              render: (place: string) => t(`portal.gateway.place.${place}`),
            },
            {
              title: t('portal.gateway.required'),
              dataIndex: 'required',
              width: 92,
              render: (required: boolean) => t(required ? 'portal.yes' : 'portal.no'),
            },
            { title: t('portal.gateway.meaning'), dataIndex: 'description', render: (text: string) => text || '—' },
            {
              title: t('portal.gateway.example'),
              dataIndex: 'example',
              width: 150,
              render: (text: string | null) => <span className="code">{text ?? '—'}</span>,
            },
          ]}
        />
      ) : null}
      {operation.takesBody ? <p className="soft">{t('portal.gateway.takes-body')}</p> : null}
      <ItemTable service={service} operation={operation} grants={grants} />
    </section>
  );
}

type Cut = { readonly granted: boolean; readonly mask: string | null };

/** What the caller's own grants let through of an item; the mildest mask where several do. */
function cutOf(no: number, grants: readonly GrantAnswer[]): Cut {
  const masks = grants.flatMap((grant) => grant.items.filter((item) => item.no === no).map((item) => item.mask));
  return { granted: masks.length > 0, mask: masks.find((mask) => mask === 'none') ?? masks[0] ?? null };
}

function ItemTable({ service, operation, grants }: Documented & { operation: ServiceOperation }) {
  const { t } = useWords();
  const nameOf = (no: number) => service.items.find((item) => item.no === no)?.nameZh ?? String(no);
  return (
    <Table
      size="small"
      rowKey="no"
      pagination={false}
      scroll={{ x: 560 }}
      dataSource={operation.fields.map((field) => ({ ...field, ...cutOf(field.no, grants) }))}
      columns={[
        { title: t('portal.gateway.item-no'), dataIndex: 'no', width: 64 },
        { title: t('portal.gateway.item'), dataIndex: 'no', key: 'name', render: (no: number) => nameOf(no) },
        {
          title: t('portal.gateway.field'),
          dataIndex: 'path',
          render: (path: string) => <span className="code">{operation.recordsAt === '' ? path : `${operation.recordsAt}.${path}`}</span>,
        },
        ...(grants.length === 0
          ? []
          : [
              {
                title: t('portal.gateway.for-us'),
                width: 180,
                render: (_value: unknown, row: Cut) =>
                  row.granted ? t(`catalog.masking.${row.mask ?? 'none'}`) : <span className="soft">{t('portal.gateway.cut')}</span>,
              },
            ]),
      ]}
    />
  );
}
