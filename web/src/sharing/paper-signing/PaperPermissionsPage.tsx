import {
  endPaperPermission,
  givePaperPermission,
  listPaperPermissions,
  type PaperPermission,
} from '@karez/contract/sharing/paper-signature';
import { App, Button, Card, Form, Input, Table } from 'antd';
import { DepartmentSelect } from '../../catalog/transfer/DepartmentSelect.tsx';
import { CodeField } from '../../client/CodeField.tsx';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag } from '../../ui/StateTag.tsx';

/** Which departments the authority lets sign on paper, by which document and until when. */
export function PaperPermissionsPage() {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'permit'>();
  const position = useCursor('');
  const permissions = useAnswer(listPaperPermissions, { query: position.cursor === undefined ? {} : { cursor: position.cursor } });
  return (
    <>
      <PageHead
        title={t('portal.menu.paper-permissions')}
        purpose={t('portal.paper.permission-purpose')}
        actions={
          <Button type="primary" onClick={() => show('permit')}>
            {t('portal.paper.permit')}
          </Button>
        }
      />
      <Card>
        <Loaded query={permissions}>
          {({ answer }) => (
            <>
              <PermissionTable permissions={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
      {open === 'permit' ? <PermitDialog onDone={done} onCancel={close} /> : null}
    </>
  );
}

function PermissionTable({ permissions }: { permissions: readonly PaperPermission[] }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const deed = useDeed(endPaperPermission, ['sharing.']);
  const end = ({ id }: PaperPermission) =>
    void modal.confirm({
      title: t('portal.paper.end'),
      content: t('portal.paper.end-sure'),
      okText: t('portal.paper.end'),
      okButtonProps: { danger: true },
      cancelText: t('portal.cancel'),
      onOk: () => deed.mutate({ params: { permissionId: id } }),
    });
  return (
    <>
      {deed.error ? <Trouble error={deed.error} /> : null}
      <Table<PaperPermission>
        rowKey="id"
        size="middle"
        dataSource={[...permissions]}
        pagination={false}
        {...(permissions.length > 0 ? { scroll: { x: 900 } } : {})}
        locale={{ emptyText: <Blank says={t('portal.paper.permission-none')} /> }}
        columns={[
          { title: t('portal.paper.organisation'), width: 200, render: (_value, { organisation }) => <bdi>{organisation.name}</bdi> },
          { title: t('portal.paper.basis-no'), width: 190, render: (_value, { docNo }) => <bdi>{docNo}</bdi> },
          { title: t('portal.paper.reason'), render: (_value, { reason }) => <bdi>{reason}</bdi> },
          { title: t('portal.paper.last-day'), dataIndex: 'lastDay', width: 120 },
          {
            title: t('portal.paper.permission-state'),
            width: 190,
            render: (_value, row) => (
              <span className="row">
                <StateTag tone={row.inForce ? 'ok' : 'off'}>{t(row.inForce ? 'portal.paper.in-force' : 'portal.paper.past')}</StateTag>
                {row.inForce ? (
                  <Button size="small" danger onClick={() => end(row)}>
                    {t('portal.paper.end')}
                  </Button>
                ) : null}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

type Given = { organisationId: string; docNo: string; reason: string; lastDay: string; code: string };

function PermitDialog({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(givePaperPermission, ['sharing.']);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.paper.permit')}
      says={t('portal.paper.permission-purpose')}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{ docNo: '', reason: '', lastDay: '', code: '' }}
      onGiven={(body) => deed.mutate({ body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item name="organisationId" label={t('portal.paper.organisation')} rules={[{ required: true, message: t('field.required') }]}>
        <DepartmentSelect />
      </Form.Item>
      <Form.Item name="docNo" label={t('portal.paper.basis-no')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="reason" label={t('portal.paper.reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="lastDay" label={t('portal.paper.last-day')} rules={required}>
        <DayField />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}
