import { callRefusals, grantRefusals } from '@karez/contract/gateway';
import { Table } from 'antd';
import { useWords } from '../client/language.tsx';

type CallError = { readonly code: string; readonly status: number };

const origins = ['caller', 'platform', 'provider'] as const;

/** Refusals of one call: those of forms and documents are the business of others. */
const errors: readonly CallError[] = Object.entries({ ...callRefusals, ...grantRefusals })
  .filter(([code]) => !/^grant\.(?:matter-format|document)\./.test(code) && code !== 'gateway.token.counted')
  .map(([code, status]) => ({ code, status }));

function originOf(code: string): (typeof origins)[number] {
  if (code.startsWith('gateway.platform.')) return 'platform';
  return code.startsWith('gateway.provider.') ? 'provider' : 'caller';
}

/** Stand-ins for what an actual refusal names. */
const blank = '…';
const blanks = {
  name: blank,
  status: blank,
  reason: blank,
  mode: 'other',
  instrument: blank,
  article: blank,
  state: 'other',
  from: blank,
  to: blank,
  format: blank,
  limit: blank,
};

/** What can go wrong with a call, by who has to mend it. */
export function CallErrors() {
  const { t } = useWords();
  return (
    <div className="stack">
      <p className="soft" style={{ margin: 0 }}>
        {t('portal.gateway.errors-why')}
      </p>
      {origins.map((origin) => (
        <section key={origin}>
          <h3 style={{ marginBlock: '0 8px' }}>{t(`portal.gateway.origin.${origin}`)}</h3>
          <Table<CallError>
            size="small"
            rowKey="code"
            pagination={false}
            scroll={{ x: 560 }}
            dataSource={errors.filter(({ code }) => originOf(code) === origin)}
            columns={[
              { title: t('portal.gateway.status'), dataIndex: 'status', width: 72 },
              {
                title: t('portal.gateway.error-code'),
                dataIndex: 'code',
                width: 220,
                render: (code: string) => <span className="code">{code}</span>,
              },
              {
                title: t('portal.gateway.meaning'),
                dataIndex: 'code',
                key: 'words',
                render: (code: string) => t(`refusal.${code}`, blanks),
              },
            ]}
          />
        </section>
      ))}
    </div>
  );
}
