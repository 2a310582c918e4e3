import { KeyOutlined } from '@ant-design/icons';
import { Button, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import { readKeyFile, tokenFor, TokenRefused } from './client-token.ts';

/** The access token of the call: pasted, or got here with a key file that never leaves the browser. */
export function TokenField({ tokenEndpoint }: { tokenEndpoint: string }) {
  const { t } = useWords();
  const form = Form.useFormInstance();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const take = async (text: string) => {
    const keyFile = readKeyFile(text);
    if (!keyFile) return setTrouble(t('portal.gateway.key-file-wrong'));
    setBusy(true);
    setTrouble('');
    try {
      form.setFieldValue('accessToken', await tokenFor(keyFile, { tokenEndpoint, nowMs: Date.now() }));
    } catch (error) {
      setTrouble(error instanceof TokenRefused ? t('portal.gateway.token-refused', { code: error.message }) : t('portal.unreachable'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form.Item
      label={t('portal.gateway.token')}
      required
      extra={t('portal.gateway.token-why')}
      {...(trouble === '' ? {} : { validateStatus: 'error', help: trouble })}
    >
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        <Form.Item name="accessToken" noStyle rules={[{ required: true, min: 20, message: t('portal.gateway.token-missing') }]}>
          <Input className="code" autoComplete="off" maxLength={4096} style={{ flex: '1 1 280px' }} />
        </Form.Item>
        <Upload
          accept=".json"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            void file.text().then(take);
            return false;
          }}
        >
          <Button icon={<KeyOutlined />} loading={busy}>
            {t('portal.gateway.token-by-key')}
          </Button>
        </Upload>
      </div>
    </Form.Item>
  );
}
