import { changeService, putServiceOnline, takeServiceOffline } from '@karez/contract/gateway';
import type { GatewayService, PersonSource, ServiceOperation } from '@karez/contract/gateway/schemas';
import { App, Form, Input, InputNumber, Tag } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../client/DeedButton.tsx';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { useMe } from '../client/session.tsx';
import { SignDialog } from '../client/SignDialog.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { answered } from './OperationMapping.tsx';
import { PersonQuestion } from './PersonQuestion.tsx';
import { below, helpFor, wrongPlaces, type WrongPlace } from './wrong-places.ts';

/** What may be done with a service: open, close, change. */
export function ServiceDeeds({ service, etag }: { service: GatewayService; etag: string | null }) {
  const { t } = useWords();
  const { message, modal } = App.useApp();
  const isProvider = useMe().organisation.id === service.provider.id;
  const [shown, setShown] = useState<'change' | 'offline' | null>(null);
  const online = useDeed(putServiceOnline, ['gateway.']);
  const offline = useDeed(takeServiceOffline, ['gateway.']);
  const params = { serviceId: service.id };
  const done = () => {
    setShown(null);
    void message.success(t('portal.done'));
  };
  const showRefusal = (error: Error) => {
    void modal.error({ title: t('portal.gateway.deed.put-online'), content: <Trouble error={error} />, okText: t('portal.close') });
  };
  const putOnline = () => online.mutate({ params }, { onSuccess: done, onError: showRefusal });
  const isOnline = service.state === 'online';
  const operates = service.allowed[isOnline ? 'takeOffline' : 'putOnline']?.allowed === true;
  // Why another department cannot close a service is nothing its callers have to read.
  if (!isProvider && !operates) return null;
  return (
    <>
      {isOnline ? null : (
        <DeedButton allowed={service.allowed} action="change" onClick={() => setShown('change')}>
          {t('portal.gateway.deed.change')}
        </DeedButton>
      )}
      {isOnline ? (
        <DeedButton allowed={service.allowed} action="takeOffline" danger onClick={() => setShown('offline')}>
          {t('portal.gateway.deed.take-offline')}
        </DeedButton>
      ) : (
        <DeedButton allowed={service.allowed} action="putOnline" type="primary" loading={online.isPending} onClick={putOnline}>
          {t('portal.gateway.deed.put-online')}
        </DeedButton>
      )}
      {shown === 'change' ? <ChangeDialog service={service} etag={etag} onClose={() => setShown(null)} onDone={done} /> : null}
      <SignDialog
        open={shown === 'offline'}
        title={t('portal.gateway.deed.take-offline')}
        says={t('portal.gateway.offline-says')}
        opinionLabel={t('portal.gateway.offline-reason')}
        signs={false}
        danger
        busy={offline.isPending}
        error={offline.error}
        onCancel={() => setShown(null)}
        onDone={({ opinion }) => offline.mutate({ params, body: { reason: opinion } }, { onSuccess: done })}
      />
    </>
  );
}

type Changed = { name: string; baseUrl: string; timeoutMs: number };

function ChangeDialog({
  service,
  etag,
  onClose,
  onDone,
}: {
  service: GatewayService;
  etag: string | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<Changed>();
  const change = useDeed(changeService, ['gateway.']);
  const [persons, setPersons] = useState<ReadonlyMap<string, PersonSource | null>>(
    () => new Map(service.operations.map(({ id, person }) => [id, person])),
  );
  const places = wrongPlaces(change.error);
  const required = [{ required: true, message: t('field.required') }];
  const send = (given: Changed) =>
    change.mutate(
      {
        params: { serviceId: service.id },
        ifMatch: etag ?? service.version,
        body: {
          ...given,
          operations: service.operations.map(({ id, recordsAt, envelope, fields }) => ({
            id,
            recordsAt,
            envelope,
            fields,
            person: answered(persons.get(id) ?? null),
          })),
        },
      },
      { onSuccess: onDone },
    );
  return (
    <FormDialog
      form={form}
      width={service.holdsPersonalData ? 760 : 520}
      title={t('portal.gateway.deed.change')}
      okText={t('portal.save')}
      deed={change}
      initialValues={{ name: service.name, baseUrl: service.baseUrl ?? '', timeoutMs: service.timeoutMs }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="name" label={t('portal.gateway.name')} rules={required} {...helpFor(places, 'name')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="baseUrl" label={t('portal.gateway.base-url')} rules={required} {...helpFor(places, 'baseUrl')}>
        <Input maxLength={500} className="code" />
      </Form.Item>
      <Form.Item name="timeoutMs" label={t('portal.gateway.timeout')} rules={required} {...helpFor(places, 'timeoutMs')}>
        <InputNumber min={100} max={60_000} precision={0} suffix={t('portal.gateway.milliseconds')} style={{ inlineSize: 200 }} />
      </Form.Item>
      {service.holdsPersonalData
        ? service.operations.map((operation, at) => (
            <OperationPerson
              key={operation.id}
              operation={operation}
              person={persons.get(operation.id) ?? null}
              wrong={below(places, `operations/${at}/`)}
              onChange={(person) => setPersons(new Map(persons).set(operation.id, person))}
            />
          ))
        : null}
    </FormDialog>
  );
}

type Asked = {
  operation: ServiceOperation;
  person: PersonSource | null;
  wrong: readonly WrongPlace[];
  onChange: (next: PersonSource | null) => void;
};

function OperationPerson({ operation, person, wrong, onChange }: Asked) {
  return (
    <section style={{ marginBlockEnd: 20 }}>
      <h4 className="row" style={{ marginBlock: 0 }}>
        <Tag color="processing">{operation.method}</Tag>
        <span className="code">{operation.path}</span>
      </h4>
      <PersonQuestion
        person={person}
        paths={operation.fields.map(({ path }) => path)}
        parameters={operation.parameters}
        wrong={wrong}
        onChange={onChange}
      />
    </section>
  );
}
