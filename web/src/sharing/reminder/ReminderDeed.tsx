import { remindOfApplication } from '@karez/contract/sharing/reminder';
import type { Application } from '@karez/contract/sharing/schemas';
import { App } from 'antd';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';

/** 催办, while an answer is owed to the reader's side; too soon, it says why not. */
export function ReminderDeed({ application }: { application: Application }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const remind = useDeed(remindOfApplication, ['sharing.', 'desk.']);
  if (application.allowed['remind'] === undefined) return null;
  const reminded = () => void message.success(t('portal.reminder.done'));
  return (
    <DeedButton
      allowed={application.allowed}
      action="remind"
      loading={remind.isPending}
      onClick={() => remind.mutate({ params: { applicationId: application.id } }, { onSuccess: reminded })}
    >
      {t('portal.reminder.deed')}
    </DeedButton>
  );
}
