import { askReplyExtension, decideReplyExtension } from '@karez/contract/sharing/extension';
import type { Application } from '@karez/contract/sharing/schemas';
import { Form, Input, InputNumber } from 'antd';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';

const stale = ['sharing.', 'desk.'];

/** The most days that may still be asked for; null where law lets nobody, or it was extended before. */
function daysMax({ clocks }: Application): number | null {
  const extensible = clocks.find(({ state, extensionWorkingDaysMax }) => state === 'running' && extensionWorkingDaysMax !== null);
  return extensible?.extensionWorkingDaysMax ?? null;
}

/** 申请延期 by the provider; the authority's leader grants or refuses it (809-21). */
export function ExtensionDeeds({ application }: { application: Application }) {
  if (application.extension?.state === 'asked')
    return <Decision application={application} workingDays={application.extension.workingDays} />;
  const max = daysMax(application);
  return max !== null && application.allowed['ask-extension']?.allowed === true ? <Request application={application} max={max} /> : null;
}

function Request({ application, max }: { application: Application; max: number }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'ask'>();
  return (
    <>
      <DeedButton allowed={application.allowed} action="ask-extension" onClick={() => show('ask')}>
        {t('portal.extension.deed.ask')}
      </DeedButton>
      {open ? <AskDialog applicationId={application.id} max={max} onDone={done} onCancel={close} /> : null}
    </>
  );
}

function Decision({ application, workingDays }: { application: Application; workingDays: number }) {
  const { t } = useWords();
  const { open: decision, show, close, done } = useOneDialog<'grant' | 'refuse'>();
  const decided = useDeed(decideReplyExtension, stale);
  const begin = (next: 'grant' | 'refuse') => () => {
    decided.reset();
    show(next);
  };
  return (
    <>
      {(['refuse', 'grant'] as const).map((next) => (
        <DeedButton
          key={next}
          allowed={application.allowed}
          action="decide-extension"
          type={next === 'grant' ? 'primary' : 'default'}
          onClick={begin(next)}
        >
          {t(`portal.extension.deed.${next}`)}
        </DeedButton>
      ))}
      {decision ? (
        <SignDialog
          open
          title={t(`portal.extension.deed.${decision}`)}
          says={t(`portal.extension.says.${decision}`, { workingDays })}
          signs
          busy={decided.isPending}
          error={decided.error}
          onDone={({ opinion, code }) =>
            decided.mutate({ params: { applicationId: application.id }, body: { decision, opinion, code } }, { onSuccess: done })
          }
          onCancel={close}
        />
      ) : null}
    </>
  );
}

type Asked = { workingDays: number; reason: string };
type Asking = { applicationId: string; max: number; onDone: () => void; onCancel: () => void };

function AskDialog({ applicationId, max, onDone, onCancel }: Asking) {
  const { t } = useWords();
  const [form] = Form.useForm<Asked>();
  const deed = useDeed(askReplyExtension, stale);
  return (
    <FormDialog<Asked>
      form={form}
      title={t('portal.extension.deed.ask')}
      says={t('portal.extension.says.ask', { max })}
      okText={t('portal.extension.send')}
      deed={deed}
      initialValues={{ workingDays: max, reason: '' }}
      onGiven={(body) => deed.mutate({ params: { applicationId }, body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item
        name="workingDays"
        label={t('portal.extension.days')}
        rules={[{ required: true, message: t('portal.extension.days-required') }]}
      >
        <InputNumber min={1} max={max} precision={0} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('portal.extension.reason')}
        rules={[{ required: true, whitespace: true, message: t('portal.extension.reason-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
