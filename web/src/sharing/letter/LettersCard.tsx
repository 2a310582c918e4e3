import { attachLetter, downloadLetter, removeLetter } from '@karez/contract/sharing/letter';
import type { Application } from '@karez/contract/sharing/schemas';
import { UploadOutlined } from '@ant-design/icons';
import { Button, Card, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { DayField } from '../../ui/DayField.tsx';

/** What a letter changes on other screens. */
const stale = ['sharing.'];

/** 公函 of an application: attached while its requester writes, opened by whoever reads it. */
export function LettersCard({ application }: { application: Application }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'attach'>();
  const file = useDownload(downloadLetter);
  const remove = useDeed(removeLetter, stale);
  const mayWrite = application.allowed['save']?.allowed === true;
  const failed = file.error ?? remove.error;
  if (!mayWrite && application.letters.length === 0) return null;
  const about = (letterId: string) => ({ params: { applicationId: application.id, letterId } });
  return (
    <Card size="small" title={t('portal.letter.title')}>
      <div className="stack">
        {mayWrite ? <span className="soft">{t('portal.letter.says')}</span> : null}
        {application.letters.map(({ id, docNo, datedOn, fileName }) => (
          <div key={id} className="row">
            <bdi>{docNo}</bdi>
            <span className="small soft">{datedOn}</span>
            <Button
              size="small"
              aria-label={t('portal.labelled', { label: t('portal.letter.open'), text: fileName })}
              onClick={() => file.fetch(about(id))}
            >
              {t('portal.letter.open')}
            </Button>
            {mayWrite ? (
              <Button
                size="small"
                aria-label={t('portal.labelled', { label: t('portal.letter.remove'), text: docNo })}
                onClick={() => remove.mutate(about(id))}
              >
                {t('portal.letter.remove')}
              </Button>
            ) : null}
          </div>
        ))}
        {mayWrite ? (
          <div>
            <Button icon={<UploadOutlined />} onClick={() => show('attach')}>
              {t('portal.letter.attach')}
            </Button>
          </div>
        ) : null}
        {failed ? <Trouble error={failed} /> : null}
      </div>
      {open === 'attach' ? <AttachDialog applicationId={application.id} onDone={done} onCancel={close} /> : null}
    </Card>
  );
}

type Given = { docNo: string; datedOn: string };

function AttachDialog({ applicationId, onDone, onCancel }: { applicationId: string; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const [scan, setScan] = useState<File | null>(null);
  const deed = useDeed(attachLetter, stale);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const send = (given: Given) => {
    if (scan === null) return;
    const body = { secrecyDeclaration: 'not-secret' as const, ...given };
    deed.mutate({ params: { applicationId }, body, files: [{ field: 'file', file: scan, name: scan.name }] }, { onSuccess: onDone });
  };
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.letter.attach')}
      okText={t('portal.letter.attach')}
      deed={deed}
      notYet={scan === null}
      initialValues={{ docNo: '', datedOn: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="docNo" label={t('portal.letter.doc-no')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="datedOn" label={t('portal.letter.dated-on')} rules={required}>
        <DayField />
      </Form.Item>
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
