import type { registerMachineClient } from '@karez/contract/identity/machines';
import type { AnswerOf } from '@karez/contract/route';
import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import { CodeBlock } from '../gateway/CodeBlock.tsx';
import { keyFileName } from '../gateway/call-example.ts';
import { Facts } from '../ui/Facts.tsx';

export type Handover = AnswerOf<typeof registerMachineClient>;

/** The key file as programs read it: everything that getting a token needs. */
function keyFile({ client, tokenEndpoint, audience, privateJwk }: Handover): string {
  return `${JSON.stringify({ client_id: client.id, token_endpoint: tokenEndpoint, audience, private_jwk: privateJwk }, null, 2)}\n`;
}

function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = keyFileName;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What is handed over with a new key; a private key that the platform made is shown here and never again. */
export function KeyHandover({ handover, onClose }: { handover: Handover; onClose: () => void }) {
  const { t } = useWords();
  const [kept, setKept] = useState(false);
  const made = handover.privateJwk !== null;
  const text = keyFile(handover);
  return (
    <Modal
      open
      width={680}
      style={{ insetBlockStart: 32 }}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      title={t(made ? 'portal.identity.handover.title-made' : 'portal.identity.handover.title-own')}
      footer={
        <div className="row" style={{ justifyContent: 'space-between' }}>
          {made ? (
            <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
              {t('portal.identity.handover.kept')}
            </Checkbox>
          ) : (
            <span />
          )}
          <Button type="primary" disabled={made && !kept} onClick={onClose}>
            {t('portal.close')}
          </Button>
        </div>
      }
    >
      <div className="stack">
        {made ? (
          <Alert type="warning" showIcon title={t('portal.identity.handover.once')} description={t('portal.identity.handover.once-why')} />
        ) : null}
        <Facts
          columns={1}
          facts={[
            { label: t('portal.identity.client.name'), value: handover.client.name },
            { label: t('portal.identity.client.id'), value: <span className="code">{handover.client.id}</span> },
            { label: t('portal.identity.handover.endpoint'), value: <span className="code">{handover.tokenEndpoint}</span> },
            { label: t('portal.identity.client.key'), value: <span className="code">{handover.client.keyId}</span> },
          ]}
        />
        {made ? (
          <>
            <CodeBlock code={text} heightMax={140} />
            <Button icon={<DownloadOutlined />} onClick={() => save(text)} style={{ alignSelf: 'flex-start' }}>
              {t('portal.identity.handover.save', { file: keyFileName })}
            </Button>
          </>
        ) : null}
        <span className="soft">{t('portal.identity.handover.next')}</span>
      </div>
    </Modal>
  );
}
