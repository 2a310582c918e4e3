import { readMailbox } from '@karez/contract/desk/mail';
import { Alert, Card } from 'antd';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { MailboxCard } from './MailboxCard.tsx';
import { MailChoicesCard } from './MailChoicesCard.tsx';
import { MailServiceCard } from './MailServiceCard.tsx';

/** Where the reader's notices go by e-mail; for who runs the platform, how the sending goes. */
export function MailPage() {
  const { t } = useWords();
  const operates = usePower('desk.mail');
  const mailbox = useAnswer(readMailbox, {});
  return (
    <>
      <PageHead title={t('portal.mail.title')} purpose={t('portal.mail.purpose')} />
      <Loaded query={mailbox}>
        {({ answer }) => (
          <Card title={t('portal.mail.own')} style={{ marginBlockEnd: 16 }}>
            {answer.isConfigured ? (
              <MailboxCard mailbox={answer} />
            ) : (
              <Alert type="info" showIcon title={t('portal.mail.not-configured')} />
            )}
          </Card>
        )}
      </Loaded>
      {mailbox.data && mailbox.data.answer.isConfigured && mailbox.data.answer.state !== 'none' ? <MailChoicesCard /> : null}
      {operates ? <MailServiceCard /> : null}
    </>
  );
}
