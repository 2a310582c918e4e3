import { openStampedCopy, storeStampedCopy } from '@karez/contract/sharing/stamped-copy';
import { agreementText, signWithUnitKey } from '@karez/contract/sharing/unit-key';
import type { Application } from '@karez/contract/sharing/schemas';
import { UploadOutlined } from '@ant-design/icons';
import { Button, Card, Form, Input, Tag, Upload } from 'antd';
import { useState } from 'react';
import { CodeField } from '../../client/CodeField.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { Fingerprint } from './Fingerprint.tsx';

const stale = ['sharing.'];

/** What stands beside the platform's evidence on an agreement: signatures by units' own keys, and sealed copies. */
export function AgreementMarks({ application }: { application: Application }) {
  const { t } = useWords();
  const { keySignatures, stampedCopies } = application.agreementMarks;
  return (
    <Card
      size="small"
      className="no-print"
      title={t('portal.stamp.marks')}
      style={{ maxInlineSize: 900, marginInline: 'auto', marginBlockStart: 16 }}
    >
      <div className="stack">
        {keySignatures.length + stampedCopies.length === 0 ? <span className="soft">{t('portal.stamp.no-marks')}</span> : null}
        {keySignatures.map(({ side, at, fingerprint, evidenceId, keyEnded }) => (
          <div key={side}>
            <div>{t('portal.stamp.by-key', { side, at: dayAndTime(at) })}</div>
            <div className="small soft">
              {t('portal.stamp.fingerprint')} <Fingerprint of={fingerprint} />
            </div>
            <div className="small soft">{t('portal.evidence-no', { no: evidenceId })}</div>
            {keyEnded ? (
              <Tag color="warning">{t('portal.stamp.key-ended', { state: keyEnded.state, at: dayAndTime(keyEnded.at) })}</Tag>
            ) : null}
          </div>
        ))}
        <Copies applicationId={application.id} copies={stampedCopies} />
        <MarkDeeds application={application} />
      </div>
    </Card>
  );
}

function Copies({ applicationId, copies }: { applicationId: string; copies: Application['agreementMarks']['stampedCopies'] }) {
  const { t } = useWords();
  const file = useDownload(openStampedCopy);
  return (
    <>
      {copies.map(({ id, side, kind, fileName, digest, storedAt }) => (
        <div key={id}>
          <div className="row">
            <span>{t('portal.labelled', { label: t(`portal.stamp.side.${side}`), text: t(`portal.stamp.kind.${kind}`) })}</span>
            <Button
              size="small"
              aria-label={t('portal.labelled', { label: t('portal.stamp.open'), text: fileName })}
              onClick={() => file.fetch({ params: { applicationId, copyId: id } })}
            >
              {t('portal.stamp.open')}
            </Button>
          </div>
          <div className="small soft" style={{ overflowWrap: 'anywhere' }}>
            <bdi>{fileName}</bdi> · {dayAndTime(storedAt)} · SM3 <bdi className="code">{digest}</bdi>
          </div>
        </div>
      ))}
      {file.error ? <Trouble error={file.error} /> : null}
    </>
  );
}

/** What the reader may add, where anything. */
function MarkDeeds({ application: { id, allowed } }: { application: Application }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'sign' | 'store'>();
  const maySign = allowed['sign-with-key']?.allowed === true;
  const mayStore = allowed['store-stamped-copy']?.allowed === true;
  if (!maySign && !mayStore) return null;
  return (
    <>
      <div className="row">
        {maySign ? <Button onClick={() => show('sign')}>{t('portal.stamp.sign')}</Button> : null}
        {mayStore ? <Button onClick={() => show('store')}>{t('portal.stamp.store')}</Button> : null}
      </div>
      {open === 'sign' ? <SignDialog applicationId={id} onDone={done} onCancel={close} /> : null}
      {open === 'store' ? <StoreDialog applicationId={id} onDone={done} onCancel={close} /> : null}
    </>
  );
}

type About = { applicationId: string; onDone: () => void; onCancel: () => void };
type Signing = { signature: string; code: string };

function SignDialog({ applicationId, onDone, onCancel }: About) {
  const { t } = useWords();
  const [form] = Form.useForm<Signing>();
  const deed = useDeed(signWithUnitKey, stale);
  const text = useDownload(agreementText);
  const send = ({ signature, code }: Signing) =>
    deed.mutate(
      { params: { applicationId }, body: { signature: signature.replaceAll(/\s+/gu, '').toLowerCase(), code } },
      { onSuccess: onDone },
    );
  return (
    <FormDialog<Signing>
      form={form}
      title={t('portal.stamp.sign')}
      says={t('portal.stamp.sign-says')}
      okText={t('portal.sign')}
      deed={deed}
      width={640}
      initialValues={{ signature: '', code: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item>
        <Button loading={text.loading} onClick={() => text.fetch({ params: { applicationId } })}>
          {t('portal.stamp.download-text')}
        </Button>
        {text.error ? <Trouble error={text.error} /> : null}
      </Form.Item>
      <Form.Item
        name="signature"
        label={t('portal.stamp.signature')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={3} dir="ltr" className="code" autoComplete="off" />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}

function StoreDialog({ applicationId, onDone, onCancel }: About) {
  const { t } = useWords();
  const [form] = Form.useForm<object>();
  const [copy, setCopy] = useState<File | null>(null);
  const deed = useDeed(storeStampedCopy, stale);
  const send = () => {
    if (copy === null) return;
    const files = [{ field: 'file', file: copy, name: copy.name }];
    deed.mutate({ params: { applicationId }, body: { secrecyDeclaration: 'not-secret' }, files }, { onSuccess: onDone });
  };
  return (
    <FormDialog<object>
      form={form}
      title={t('portal.stamp.store')}
      says={t('portal.stamp.store-says')}
      okText={t('portal.stamp.store')}
      deed={deed}
      notYet={copy === null}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item label={t('portal.stamp.file')} extra={t('portal.stamp.choose')} required>
        <Upload
          accept=".pdf,.png,.jpg,.jpeg"
          showUploadList={false}
          beforeUpload={(chosen) => {
            setCopy(chosen);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />}>{t('portal.paper.choose-scan')}</Button>
        </Upload>
        {copy ? <bdi style={{ marginInlineStart: 8 }}>{copy.name}</bdi> : null}
      </Form.Item>
    </FormDialog>
  );
}
