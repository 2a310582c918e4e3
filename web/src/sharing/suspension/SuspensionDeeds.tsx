import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { recheckSuspension, reportRectification } from '@karez/contract/sharing/suspension';
import { Form, Input } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { CascadeList } from '../renewal/CascadeList.tsx';
import { staleAfterSuspension, SuspendDialog, TermField } from './SuspendDialog.tsx';

const verdicts = [
  { verdict: 'restore', action: 'restore', type: 'primary', danger: false },
  { verdict: 'send-back', action: 'send-rectification-back', type: 'default', danger: false },
  { verdict: 'terminate', action: 'terminate', type: 'default', danger: true },
] as const;
type Dialog = (typeof verdicts)[number]['verdict'] | 'suspend' | 'report';

/** 暂停、报告整改、复核 of a grant: each side sees its own (809-27). */
export function SuspensionDeeds({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<Dialog>();
  return (
    <>
      <DeedButton allowed={grant.allowed} action="report-rectification" type="primary" onClick={() => show('report')}>
        {t('portal.suspension.deed.report')}
      </DeedButton>
      {verdicts.map(({ verdict, action, ...look }) => (
        <DeedButton key={verdict} allowed={grant.allowed} action={action} {...look} onClick={() => show(verdict)}>
          {t(`portal.suspension.deed.${verdict}`)}
        </DeedButton>
      ))}
      {grant.state === 'suspended' ? null : (
        <DeedButton allowed={grant.allowed} action="suspend" danger onClick={() => show('suspend')}>
          {t('portal.suspension.deed.suspend')}
        </DeedButton>
      )}
      {open === 'suspend' ? <SuspendDialog grant={grant} onDone={done} onCancel={close} /> : null}
      {open === 'report' ? <ReportDialog grantId={grant.id} onDone={done} onCancel={close} /> : null}
      {open === 'send-back' ? <SendBackDialog grant={grant} onDone={done} onCancel={close} /> : null}
      {open === 'restore' || open === 'terminate' ? <VerdictDialog grant={grant} verdict={open} onDone={done} onCancel={close} /> : null}
    </>
  );
}

type Ends = { onDone: () => void; onCancel: () => void };

function ReportDialog({ grantId, onDone, onCancel }: Ends & { grantId: string }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ words: string }>();
  const deed = useDeed(reportRectification, staleAfterSuspension);
  return (
    <FormDialog<{ words: string }>
      form={form}
      title={t('portal.suspension.deed.report')}
      says={t('portal.suspension.says.report')}
      okText={t('portal.suspension.send')}
      deed={deed}
      initialValues={{ words: '' }}
      onGiven={(body) => deed.mutate({ params: { grantId }, body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item
        name="words"
        label={t('portal.suspension.report-label')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={5} maxLength={2000} showCount />
      </Form.Item>
    </FormDialog>
  );
}

function VerdictDialog({ grant, verdict, onDone, onCancel }: Ends & { grant: GrantAnswer; verdict: 'restore' | 'terminate' }) {
  const { t } = useWords();
  const deed = useDeed(recheckSuspension, staleAfterSuspension);
  return (
    <SignDialog
      open
      title={t(`portal.suspension.deed.${verdict}`)}
      says={t(`portal.suspension.says.${verdict}`, { system: grant.systemName })}
      signs
      danger={verdict === 'terminate'}
      {...(verdict === 'terminate' ? { insert: () => <CascadeList grantId={grant.id} /> } : {})}
      opinionLabel={t('portal.suspension.opinion')}
      busy={deed.isPending}
      error={deed.error}
      onCancel={onCancel}
      onDone={(given) => deed.mutate({ params: { grantId: grant.id }, body: { verdict, ...given } }, { onSuccess: onDone })}
    />
  );
}

type SentBack = { opinion: string; workingDays: number; code: string };

function SendBackDialog({ grant, onDone, onCancel }: Ends & { grant: GrantAnswer }) {
  const { t } = useWords();
  const [form] = Form.useForm<SentBack>();
  const deed = useDeed(recheckSuspension, staleAfterSuspension);
  return (
    <FormDialog<SentBack>
      form={form}
      title={t('portal.suspension.deed.send-back')}
      says={t('portal.suspension.says.send-back')}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{ opinion: '', code: '' }}
      onGiven={(given) => deed.mutate({ params: { grantId: grant.id }, body: { verdict: 'send-back', ...given } }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item
        name="opinion"
        label={t('portal.suspension.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <TermField max={grant.rectificationDaysMax} />
      <CodeField />
    </FormDialog>
  );
}
