import { Alert, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { CodeBlock } from '../../gateway/CodeBlock.tsx';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';

/** A new signing secret: shown here and never again. */
export function SecretShown({ id, secret, onClose }: { id: string; secret: string; onClose: () => void }) {
  const { t } = useWords();
  const [kept, setKept] = useState(false);
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      title={t('portal.webhook.secret')}
      footer={
        <div className="row" style={{ justifyContent: 'space-between' }}>
          <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
            {t('portal.webhook.secret-kept')}
          </Checkbox>
          <Link to={paths.webhook(id)}>
            <Button type="primary" disabled={!kept} onClick={onClose}>
              {t('portal.webhook.secret-next')}
            </Button>
          </Link>
        </div>
      }
    >
      <div className="stack">
        <Alert type="warning" showIcon title={t('portal.webhook.secret-once')} />
        <CodeBlock code={secret} heightMax={80} wraps />
        <span className="soft">{t('portal.webhook.secret-says')}</span>
      </div>
    </Modal>
  );
}
