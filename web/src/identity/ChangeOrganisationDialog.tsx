import { dissolveOrganisation, renameOrganisation } from '@karez/contract/identity/organisation-change';
import { App, Form, Input } from 'antd';
import { today } from '../catalog/days.ts';
import { DepartmentSelect } from '../catalog/transfer/DepartmentSelect.tsx';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { DayField } from '../ui/DayField.tsx';

type Instrument = { documentNumber: string; decidedOn: string; reason: string };
type Renamed = Instrument & { name: string; shortName: string };
type Dissolved = Instrument & { successorId?: string };
type Props = { organisation: { readonly id: string; readonly name: string; readonly shortName: string }; onClose: () => void };

/** Names stand on entries, to-dos and grants: everything is asked again. */
const stale = ['identity.', 'catalog.', 'desk.', 'sharing.'];

function useDone(onClose: () => void): () => void {
  const { t } = useWords();
  const { message } = App.useApp();
  return () => {
    void message.success(t('portal.done'));
    onClose();
  };
}

/** By which instrument, of which day, and why. */
function InstrumentFields() {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Form.Item name="documentNumber" label={t('portal.catalog.transfer.document')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="decidedOn"
        label={t('portal.catalog.transfer.decided-on')}
        rules={[{ required: true, message: t('field.required') }]}
      >
        <DayField max={today()} />
      </Form.Item>
      <Form.Item name="reason" label={t('portal.catalog.transfer.reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={1000} showCount />
      </Form.Item>
    </>
  );
}

/** 更名: the former name is kept and still finds the organisation. */
export function RenameDialog({ organisation, onClose }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<Renamed>();
  const deed = useDeed(renameOrganisation, stale);
  const onSuccess = useDone(onClose);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <FormDialog
      form={form}
      title={t('portal.identity.rename-of', { name: organisation.name })}
      says={t('portal.identity.rename-says')}
      okText={t('portal.confirm')}
      deed={deed}
      initialValues={{ name: organisation.name, shortName: organisation.shortName }}
      onGiven={(body) => deed.mutate({ params: { orgId: organisation.id }, body }, { onSuccess })}
      onCancel={onClose}
    >
      <Form.Item name="name" label={t('portal.identity.new-name')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="shortName" label={t('portal.identity.organisation.short-name')} rules={required}>
        <Input maxLength={40} />
      </Form.Item>
      <InstrumentFields />
    </FormDialog>
  );
}

/** 撤销或合并: what it held is then handed over by the authority. */
export function DissolveDialog({ organisation, onClose }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<Dissolved>();
  const deed = useDeed(dissolveOrganisation, stale);
  const onSuccess = useDone(onClose);
  return (
    <FormDialog
      form={form}
      title={t('portal.identity.dissolve-of', { name: organisation.name })}
      says={t('portal.identity.dissolve-says')}
      okText={t('portal.identity.dissolve')}
      danger
      deed={deed}
      onGiven={({ successorId, ...body }) =>
        deed.mutate({ params: { orgId: organisation.id }, body: { ...body, successorId: successorId ?? null } }, { onSuccess })
      }
      onCancel={onClose}
    >
      <InstrumentFields />
      <Form.Item name="successorId" label={t('portal.identity.successor')} extra={t('portal.identity.successor-hint')}>
        <DepartmentSelect except={organisation.id} />
      </Form.Item>
    </FormDialog>
  );
}
