import {
  askExtension,
  beginRevision,
  decideExtension,
  decideUnchanged,
  reportUnchanged,
  type RevisionCase,
} from '@karez/contract/catalog/revision-case';
import { Form, Input, InputNumber } from 'antd';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { together, useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { staleAfterStep } from '../deeds.ts';

/** Each button: what it opens and the action whose permission it needs. */
const buttons = [
  { open: 'begin', action: 'begin' },
  { open: 'report-unchanged', action: 'report-unchanged' },
  { open: 'ask-extension', action: 'ask-extension' },
  { open: 'decline', action: 'decide-unchanged' },
  { open: 'confirm', action: 'decide-unchanged' },
  { open: 'refuse-extension', action: 'decide-extension' },
  { open: 'grant-extension', action: 'decide-extension' },
] as const;
type Open = (typeof buttons)[number]['open'];
const primary: readonly Open[] = ['begin', 'confirm', 'grant-extension'];

/** A deed that only the state closes is absent, for its turn is another's; one that waits for something says what. */
function isShown({ allowed, extension }: RevisionCase, action: string): boolean {
  const rule = allowed[action];
  if (rule === undefined) return false;
  return rule.allowed || (rule.reason === 'catalog.revision-case.extension-asked' && extension?.granted !== true);
}

function useCaseSteps(given: RevisionCase, onSuccess: () => void) {
  const begin = useDeed(beginRevision, staleAfterStep);
  const report = useDeed(reportUnchanged, staleAfterStep);
  const decide = useDeed(decideUnchanged, staleAfterStep);
  const extension = useDeed(decideExtension, staleAfterStep);
  const about = { params: { caseId: given.id }, ifMatch: given.revision };
  const run = (asking: Open, text: string) => {
    if (asking === 'begin') begin.mutate({ ...about, body: { reason: text } }, { onSuccess });
    else if (asking === 'report-unchanged') report.mutate({ ...about, body: { reason: text } }, { onSuccess });
    else if (asking === 'confirm' || asking === 'decline')
      decide.mutate({ ...about, body: { decision: asking, opinion: text } }, { onSuccess });
    else if (asking === 'grant-extension') extension.mutate({ ...about, body: { decision: 'grant', opinion: text } }, { onSuccess });
    else if (asking === 'refuse-extension') extension.mutate({ ...about, body: { decision: 'refuse', opinion: text } }, { onSuccess });
  };
  return { run, ...together([begin, report, decide, extension]) };
}

/** 开始修订、报告无需修订、申请延期, and the authority's answers. */
export function CaseDeeds({ given }: { given: RevisionCase }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<Open>();
  const steps = useCaseSteps(given, done);
  const shown = buttons.filter(({ action }) => isShown(given, action));
  if (shown.length === 0) return null;
  return (
    <div className="row no-print">
      {shown.map((button) => (
        <DeedButton
          key={button.open}
          allowed={given.allowed}
          action={button.action}
          type={primary.includes(button.open) ? 'primary' : 'default'}
          onClick={() => {
            steps.reset();
            show(button.open);
          }}
        >
          {t(`portal.revision-case.deed.${button.open}`)}
        </DeedButton>
      ))}
      {open !== null && open !== 'ask-extension' ? (
        <SignDialog
          key={open}
          open
          title={t(`portal.revision-case.deed.${open}`)}
          says={t(`portal.revision-case.says.${open}`)}
          signs={false}
          danger={open === 'decline' || open === 'refuse-extension'}
          {...(open === 'begin' || open === 'report-unchanged' ? { opinionLabel: t('portal.revision-case.reason') } : {})}
          busy={steps.busy}
          error={steps.error}
          onDone={({ opinion }) => steps.run(open, opinion)}
          onCancel={close}
        />
      ) : null}
      {open === 'ask-extension' ? <ExtensionDialog given={given} onDone={done} onCancel={close} /> : null}
    </div>
  );
}

type Given = { workingDays: number; reason: string };

/** 申请延期: how many working days, at most as many as law lets, and why. */
function ExtensionDialog({ given, onDone, onCancel }: { given: RevisionCase; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(askExtension, staleAfterStep);
  const max = given.extensionWorkingDaysMax ?? 0;
  return (
    <FormDialog
      form={form}
      title={t('portal.revision-case.deed.ask-extension')}
      says={t('portal.revision-case.says.ask-extension', { days: max })}
      okText={t('portal.confirm')}
      deed={deed}
      initialValues={{ workingDays: max }}
      onGiven={(body) => deed.mutate({ params: { caseId: given.id }, ifMatch: given.revision, body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item
        name="workingDays"
        label={t('portal.revision-case.extension-days')}
        rules={[{ required: true, message: t('field.required') }]}
      >
        <InputNumber min={1} max={Math.max(max, 1)} precision={0} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('portal.revision-case.reason')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
