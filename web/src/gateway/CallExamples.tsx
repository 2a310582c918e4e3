import type { GatewayService } from '@karez/contract/gateway/schemas';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Select, Tabs } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';
import { curlExample, exampleMatter, keyFileName, typescriptExample } from './call-example.ts';
import { CodeBlock } from './CodeBlock.tsx';

/** Programs that get a token and call, ready to run with the key file of one's own client. */
export function CallExamples({ service, grants }: { service: GatewayService; grants: readonly GrantAnswer[] }) {
  const { t } = useWords();
  const [operationId, setOperationId] = useState(service.operations[0]?.id ?? '');
  const operation = service.operations.find(({ id }) => id === operationId);
  if (!operation) return null;
  const format = grants[0]?.matterFormat;
  const called = { service, operation, matter: format === undefined ? 'MATTER-NUMBER' : exampleMatter(format) };
  return (
    <div className="stack" style={{ gap: 12 }}>
      <ol style={{ margin: 0, paddingInlineStart: 20 }}>
        <li>
          {t('portal.gateway.example.key', { file: keyFileName })} <Link to={paths.clients()}>{t('portal.menu.clients')}</Link>
        </li>
        <li>{t('portal.gateway.example.bind')}</li>
        <li>{format === undefined ? t('portal.gateway.example.matter') : t('portal.gateway.example.matter-format', { format })}</li>
      </ol>
      {service.operations.length > 1 ? (
        <Select
          aria-label={t('portal.gateway.operation')}
          value={operationId}
          onChange={setOperationId}
          style={{ maxInlineSize: 520 }}
          options={service.operations.map((one) => ({ value: one.id, label: `${one.method} ${one.path}` }))}
        />
      ) : null}
      <Tabs
        type="card"
        size="small"
        items={[
          { key: 'curl', label: 'curl', children: <CodeBlock code={curlExample(called)} heightMax={560} /> },
          { key: 'typescript', label: 'TypeScript', children: <CodeBlock code={typescriptExample(called)} heightMax={560} /> },
        ]}
      />
    </div>
  );
}
