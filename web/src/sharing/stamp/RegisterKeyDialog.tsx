import { registerUnitKey, unitKeyText } from '@karez/contract/sharing/unit-key';
import { Form, Input, Radio } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { Fingerprint } from './Fingerprint.tsx';

type Given = { publicKey: string; medium: 'usb-key' | 'agent'; signature: string; code: string };
const shape = /^04[0-9a-f]{128}$/;
const bare = (text: string) => text.replaceAll(/\s+/gu, '').toLowerCase();

/** A head registers the unit's public key: the text to sign stands there as soon as the key does. */
export function RegisterKeyDialog({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(registerUnitKey, ['sharing.']);
  const publicKey = bare(Form.useWatch('publicKey', form) ?? '');
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.stamp.register')}
      says={t('portal.stamp.purpose')}
      okText={t('portal.sign')}
      deed={deed}
      width={640}
      initialValues={{ publicKey: '', medium: 'usb-key', signature: '', code: '' }}
      onGiven={({ medium, code, ...given }) =>
        deed.mutate({ body: { publicKey: bare(given.publicKey), medium, signature: bare(given.signature), code } }, { onSuccess: onDone })
      }
      onCancel={onCancel}
    >
      <Form.Item name="publicKey" label={t('portal.stamp.public-key')} rules={required}>
        <Input.TextArea rows={3} dir="ltr" className="code" autoComplete="off" />
      </Form.Item>
      <Form.Item name="medium" label={t('portal.stamp.medium')}>
        <Radio.Group options={(['usb-key', 'agent'] as const).map((value) => ({ value, label: t(`portal.stamp.medium.${value}`) }))} />
      </Form.Item>
      {shape.test(publicKey) ? <TextToSign publicKey={publicKey} /> : null}
      <Form.Item name="signature" label={t('portal.stamp.signature')} rules={required}>
        <Input.TextArea rows={3} dir="ltr" className="code" autoComplete="off" />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}

function TextToSign({ publicKey }: { publicKey: string }) {
  const { t } = useWords();
  const text = useAnswer(unitKeyText, { query: { publicKey } });
  if (text.error) return <Trouble error={text.error} />;
  if (!text.data) return null;
  return (
    <div className="stack" style={{ gap: 4, marginBlockEnd: 16 }}>
      <span className="small soft">{t('portal.stamp.text')}</span>
      <pre className="code small" dir="ltr" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>
        {text.data.answer.text}
      </pre>
      <span className="small soft">
        {t('portal.stamp.fingerprint')} <Fingerprint of={text.data.answer.fingerprint} />
      </span>
    </div>
  );
}
