import { Alert, Button, Modal, Typography } from 'antd';
import { useWords } from '../client/language.tsx';
import { Facts } from '../ui/Facts.tsx';
import type { Given } from './person.ts';

/** Shows a first password once: to be handed over in person, changed at the first sign-in. */
export function FirstPassword({ given, onClose }: { given: Given; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Modal
      open
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      title={t('portal.identity.first-password')}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('portal.identity.first-password.kept')}
        </Button>
      }
    >
      <div className="stack">
        <Alert
          type="warning"
          showIcon
          title={t('portal.identity.first-password.once')}
          description={t('portal.identity.first-password.why')}
        />
        <Facts
          columns={1}
          facts={[
            { label: t('portal.identity.person.account'), value: <span className="code">{given.account}</span> },
            {
              label: t('portal.identity.first-password'),
              value: (
                <Typography.Text copyable className="code">
                  {given.password}
                </Typography.Text>
              ),
            },
          ]}
        />
      </div>
    </Modal>
  );
}
