import { tryService } from '@karez/contract/gateway';
import type { GatewayService, ServiceOperation, TryAnswer } from '@karez/contract/gateway/schemas';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Alert, Button, Form, Input, Select } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { StateTag } from '../ui/StateTag.tsx';
import { exampleMatter } from './call-example.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { TokenField } from './TokenField.tsx';
import { clearable } from '../client/clearable.tsx';

type Tried = {
  operationId: string;
  accessToken: string;
  grantId: string | null;
  matter: string;
  operator: string;
  parameters: Record<string, string | undefined>;
  body: string;
};

/** Makes one real call through the gateway: same token, same grant, same evidence as any system's. */
export function TryConsole({ service, grants }: { service: GatewayService; grants: readonly GrantAnswer[] }) {
  const { t } = useWords();
  const rule = service.allowed['try'];
  if (rule && !rule.allowed)
    return <Alert type="info" showIcon title={rule.reason ? t(`refusal.${rule.reason}`, rule.params) : t('portal.not-now')} />;
  return <OpenConsole service={service} grants={grants} />;
}

function OpenConsole({ service, grants }: { service: GatewayService; grants: readonly GrantAnswer[] }) {
  const { t } = useWords();
  const [form] = Form.useForm<Tried>();
  const attempt = useDeed(tryService, ['audit.']);
  const operationId = Form.useWatch('operationId', form) ?? service.operations[0]?.id;
  const operation = service.operations.find(({ id }) => id === operationId);
  if (!operation) return null;
  const format = grants[0]?.matterFormat;
  const send = (tried: Tried) => attempt.mutate({ params: { serviceId: service.id }, body: bodyFrom(tried, operation) });
  return (
    <div className="stack">
      <Alert type="warning" showIcon title={t('portal.gateway.try-real')} />
      <Form
        form={form}
        layout="vertical"
        onFinish={send}
        initialValues={{
          operationId: operation.id,
          accessToken: '',
          grantId: null,
          matter: format === undefined ? '' : exampleMatter(format),
          operator: '',
          parameters: firstParameters(operation),
          body: '{}',
        }}
      >
        <Form.Item name="operationId" label={t('portal.gateway.operation')}>
          <Select
            options={service.operations.map((one) => ({ value: one.id, label: `${one.method} ${one.path} ${one.summary}` }))}
            onChange={(id: string) => form.setFieldValue('parameters', firstParameters(service.operations.find((one) => one.id === id)))}
          />
        </Form.Item>
        <TokenField tokenEndpoint={service.calling.tokenEndpoint} />
        <CallFields service={service} grants={grants} operation={operation} />
        {operation.takesBody ? (
          <Form.Item name="body" label={t('portal.gateway.body')}>
            <Input.TextArea rows={5} className="code" maxLength={65_536} spellCheck={false} />
          </Form.Item>
        ) : null}
        <Button type="primary" htmlType="submit" loading={attempt.isPending}>
          {t('portal.gateway.try')}
        </Button>
      </Form>
      {attempt.error ? <Trouble error={attempt.error} /> : null}
      {attempt.data ? <TriedAnswer answer={attempt.data.answer} /> : null}
    </div>
  );
}

/** Matter, operator and the operation's own parameters. */
function CallFields({
  service,
  grants,
  operation,
}: {
  service: GatewayService;
  grants: readonly GrantAnswer[];
  operation: ServiceOperation;
}) {
  const { t } = useWords();
  const format = grants[0]?.matterFormat;
  const grantOptions = grants.map((grant) => ({ value: grant.id, label: `${grant.no} ${grant.systemName}` }));
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))', columnGap: 16 }}>
      <Form.Item
        name="matter"
        label={service.calling.matterHeader}
        extra={format === undefined ? t('portal.gateway.matter-why') : t('portal.gateway.matter-format', { format })}
      >
        <Input maxLength={64} className="code" />
      </Form.Item>
      <Form.Item name="operator" label={service.calling.operatorHeader} extra={t('portal.gateway.operator-why')}>
        <Input maxLength={64} className="code" />
      </Form.Item>
      {grants.length > 1 ? (
        <Form.Item name="grantId" label={service.calling.grantHeader} extra={t('portal.gateway.grant-why')}>
          <Select allowClear={clearable(t)} options={grantOptions} />
        </Form.Item>
      ) : null}
      {operation.parameters.map((parameter) => (
        <Form.Item
          key={parameter.name}
          name={['parameters', parameter.name]}
          label={<span className="code">{parameter.name}</span>}
          extra={parameter.description || t(`portal.gateway.place.${parameter.place}`)}
          rules={parameter.required ? [{ required: true, message: t('field.required') }] : []}
        >
          <Input maxLength={500} className="code" />
        </Form.Item>
      ))}
    </div>
  );
}

function firstParameters(operation: ServiceOperation | undefined): Record<string, string> {
  return Object.fromEntries((operation?.parameters ?? []).map(({ name, example }) => [name, example ?? '']));
}

function bodyFrom(tried: Tried, operation: ServiceOperation) {
  const parameters = Object.fromEntries(
    operation.parameters.flatMap(({ name }) => (tried.parameters[name] ? [[name, tried.parameters[name]]] : [])),
  );
  return {
    operationId: operation.id,
    accessToken: tried.accessToken.trim(),
    grantId: tried.grantId ?? null,
    matter: tried.matter,
    operator: tried.operator,
    parameters,
    body: operation.takesBody ? tried.body : null,
  };
}

/** The answer as it left the gateway, laid out where it is JSON. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

function TriedAnswer({ answer }: { answer: TryAnswer }) {
  const { t } = useWords();
  return (
    <section className="stack" style={{ gap: 8 }} aria-live="polite">
      <div className="row" style={{ columnGap: 16 }}>
        <StateTag tone={answer.status < 300 ? 'ok' : 'danger'}>{answer.status}</StateTag>
        <span className="soft">{t('portal.gateway.took', { milliseconds: answer.durationMs })}</span>
        {answer.retryAfterSeconds === null ? null : (
          <span className="soft">{t('portal.gateway.retry-after', { seconds: answer.retryAfterSeconds })}</span>
        )}
        {answer.evidence ? <Link to={paths.evidenceRecord(answer.evidence)}>{t('portal.gateway.see-evidence')}</Link> : null}
        {answer.evidence ? <span className="code small soft">{answer.evidence}</span> : null}
      </div>
      {answer.cut ? <span className="soft">{t('portal.gateway.answer-cut')}</span> : null}
      <CodeBlock code={readable(answer.body)} />
    </section>
  );
}
