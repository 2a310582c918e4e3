import { enterPaperSignature } from '@karez/contract/sharing/paper-signature';
import { paperSignerSchema, type PaperSigner } from '@karez/contract/sharing/paper-signature-schemas';
import type { Application } from '@karez/contract/sharing/schemas';
import { UploadOutlined } from '@ant-design/icons';
import { Button, Form, Input, Radio, Upload } from 'antd';
import { useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';
import { missingOpinions } from '../handling/SignOverDialog.tsx';

type Given = { sheetCode: string; docNo: string; signedOn: string; signerRole: PaperSigner; opinion: string; overMissing?: string };
type Asked = { application: Application; onDone: () => void; onCancel: () => void };

/** An officer enters the sheet that the head has signed by hand. */
export function EnterPaperDialog({ application, onDone, onCancel }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const [scan, setScan] = useState<File | null>(null);
  const deed = useDeed(enterPaperSignature, ['sharing.', 'desk.']);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const send = (given: Given) => {
    if (scan === null) return;
    deed.mutate(
      {
        params: { applicationId: application.id },
        ifMatch: application.revision,
        body: { secrecyDeclaration: 'not-secret', ...given },
        files: [{ field: 'file', file: scan, name: scan.name }],
      },
      { onSuccess: onDone },
    );
  };
  return (
    <FormDialog<Given>
      form={form}
      width={640}
      title={t('portal.paper.enter')}
      says={t('portal.paper.enter-says')}
      okText={t('portal.paper.enter')}
      deed={deed}
      notYet={scan === null}
      initialValues={{ sheetCode: '', docNo: '', signedOn: '', signerRole: 'OFFICE_HEAD', opinion: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="sheetCode" label={t('portal.paper.check-code')} extra={t('portal.paper.check-code-says')} rules={required}>
        <Input maxLength={100} dir="ltr" autoComplete="off" />
      </Form.Item>
      <Form.Item name="docNo" label={t('portal.paper.doc-no')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="signedOn" label={t('portal.paper.signed-on')} rules={required}>
        <DayField />
      </Form.Item>
      <Form.Item name="signerRole" label={t('portal.paper.signer')}>
        <Radio.Group options={paperSignerSchema.options.map((value) => ({ value, label: t(`identity.role.${value}`) }))} />
      </Form.Item>
      <Form.Item name="opinion" label={t('portal.paper.opinion')} rules={required}>
        <Input.TextArea rows={2} maxLength={2000} showCount />
      </Form.Item>
      {application.state === 'awaiting-consent-in' && missingOpinions(application).length > 0 ? (
        <Form.Item name="overMissing" label={t('portal.paper.over-missing')} rules={required}>
          <Input.TextArea rows={2} maxLength={2000} showCount />
        </Form.Item>
      ) : null}
      <Form.Item label={t('portal.paper.scan')} extra={t('portal.paper.scan-says')} required>
        <Upload
          accept=".pdf,.png,.jpg,.jpeg"
          showUploadList={false}
          beforeUpload={(chosen) => {
            setScan(chosen);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />}>{t('portal.paper.choose-scan')}</Button>
        </Upload>
        {scan ? <bdi style={{ marginInlineStart: 8 }}>{scan.name}</bdi> : null}
      </Form.Item>
    </FormDialog>
  );
}
