import { readOrganisation } from '@karez/contract/identity';
import { changeBusinessSystem, registerBusinessSystem } from '@karez/contract/identity/machines';
import { networkZoneSchema, protectionLevels } from '@karez/contract/identity/schemas';
import type { AnswerOf, BodyOf } from '@karez/contract/route';
import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useWords } from '../client/language.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { useMe } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { clearable } from '../client/clearable.tsx';

type BusinessSystem = AnswerOf<typeof changeBusinessSystem>;
type SystemInput = BodyOf<typeof registerBusinessSystem>;
type Given = Omit<SystemInput, 'joinedOn' | 'divisionId'> & { joinedOn?: string; divisionId?: string };

/** Registers a business system, or corrects what is registered. */
export function SystemDrawer({ system, onClose }: { system: BusinessSystem | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const register = useDeed(registerBusinessSystem, ['identity.']);
  const change = useDeed(changeBusinessSystem, ['identity.']);
  const onSuccess = () => {
    void message.success(t('portal.saved'));
    onClose();
  };
  const send = (given: Given) => {
    const body: SystemInput = { ...given, divisionId: given.divisionId ?? null, joinedOn: given.joinedOn || null };
    if (system) change.mutate({ params: { systemId: system.id }, body: { ...body, version: system.version } }, { onSuccess });
    else register.mutate({ body }, { onSuccess });
  };
  const error = register.error ?? change.error;
  const first = system
    ? { ...system, divisionId: system.divisionId ?? undefined, joinedOn: system.joinedOn ?? undefined }
    : { networkZone: 'e-government-extranet', protectionLevel: 2 };
  return (
    <Drawer
      open
      size={560}
      onClose={onClose}
      title={t(system ? 'portal.identity.system.change' : 'portal.identity.system.register')}
      extra={
        <Button type="primary" loading={register.isPending || change.isPending} onClick={() => form.submit()}>
          {t('portal.save')}
        </Button>
      }
    >
      <Form form={form} layout="vertical" initialValues={first} onFinish={send}>
        <SystemFields />
      </Form>
      {error ? <Trouble error={error} /> : null}
    </Drawer>
  );
}

function SystemFields() {
  const { t } = useWords();
  const me = useMe();
  const organisation = useAnswer(readOrganisation, { params: { orgId: me.organisation.id } });
  const divisions = organisation.data?.answer.divisions ?? [];
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Form.Item name="name" label={t('portal.identity.system.name')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="purpose" label={t('portal.identity.system.purpose')} rules={required}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
      <Form.Item name="divisionId" label={t('portal.identity.system.division')}>
        <Select allowClear={clearable(t)} options={divisions.map((division) => ({ value: division.id, label: division.name }))} />
      </Form.Item>
      <Form.Item name="builder" label={t('portal.identity.system.builder')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="operator" label={t('portal.identity.system.operator')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="networkZone" label={t('portal.identity.system.zone')}>
        <Select options={networkZoneSchema.options.map((zone) => ({ value: zone, label: t(`identity.network-zone.${zone}`) }))} />
      </Form.Item>
      <Form.Item name="protectionLevel" label={t('portal.identity.system.protection')}>
        <Select options={protectionLevels.map((level) => ({ value: level, label: t('identity.protection-level', { level }) }))} />
      </Form.Item>
      <Form.Item name="joinedOn" label={t('portal.identity.system.joined')}>
        <Input type="date" style={{ inlineSize: 180 }} />
      </Form.Item>
    </>
  );
}
