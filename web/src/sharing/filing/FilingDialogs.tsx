import { answerFiling, decideFiling, filingAnswers, submitFiling, type Filing, type FilingAnswer } from '@karez/contract/sharing/filing';
import { Form, Input, Radio } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';

/** What a step of a filing changes on other screens. */
export const staleAfterFiling = ['sharing.', 'desk.'];
/** `read` is the revision that was on the page when the dialog opened. */
type Asked = { filing: Filing; read: number; onDone: () => void; onCancel: () => void };

/** A text of a dialog; one that may be empty says so. */
export function WordsField({ name = 'words', label, optional = false }: { name?: string; label?: string; optional?: boolean }) {
  const { t } = useWords();
  const rules = optional ? [] : [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <Form.Item name={name} label={label ?? t(optional ? 'portal.filing.words-optional' : 'portal.filing.words')} rules={rules}>
      <Input.TextArea rows={3} maxLength={2000} showCount />
    </Form.Item>
  );
}

function DayItem({ name, label, min }: { name: string; label: string; min?: string }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('field.required') }]}>
      <DayField {...(min === undefined ? {} : { min })} />
    </Form.Item>
  );
}

type Answering = { answer: FilingAnswer; needsUntil: string; words: string };

/** A department says what the change or stop means for it. */
export function AnswerDialog({ filing, onDone, onCancel }: Omit<Asked, 'read'>) {
  const { t } = useWords();
  const [form] = Form.useForm<Answering>();
  const answer = Form.useWatch('answer', form) ?? 'agrees';
  const deed = useDeed(answerFiling, staleAfterFiling);
  const send = ({ words, needsUntil }: Answering) => {
    const params = { filingId: filing.id };
    const after = { onSuccess: onDone };
    if (answer === 'needs-until') deed.mutate({ params, body: { answer, needsUntil, words } }, after);
    else if (answer === 'objects') deed.mutate({ params, body: { answer, words } }, after);
    else deed.mutate({ params, body: { answer, words } }, after);
  };
  return (
    <FormDialog<Answering>
      form={form}
      title={t('portal.filing.deed.answer')}
      says={t('portal.filing.says.answer')}
      okText={t('portal.filing.send')}
      deed={deed}
      initialValues={{ answer: 'agrees', needsUntil: filing.effectiveOn, words: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="answer" label={t('portal.filing.answer')}>
        <Radio.Group options={filingAnswers.map((value) => ({ value, label: t(`sharing.filing-answer.${value}`) }))} />
      </Form.Item>
      {answer === 'needs-until' ? <DayItem name="needsUntil" label={t('portal.filing.needs-until-label')} /> : null}
      <WordsField optional={answer === 'agrees'} />
    </FormDialog>
  );
}

/** The later of what was told and what the authority asked for: the day only moves later. */
const firstOf = ({ effectiveOn, notBefore }: Filing): string => (notBefore !== null && notBefore > effectiveOn ? notBefore : effectiveOn);

type Submitting = { effectiveOn: string; words: string; code: string };

/** The provider's head signs, with the day that it keeps or moves later. */
export function SubmitDialog({ filing, read, onDone, onCancel }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Submitting>();
  const deed = useDeed(submitFiling, staleAfterFiling);
  const first = firstOf(filing);
  return (
    <FormDialog<Submitting>
      form={form}
      title={t('portal.filing.deed.submit')}
      says={t('portal.filing.says.submit')}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{ effectiveOn: first, words: '', code: '' }}
      onGiven={(body) => deed.mutate({ params: { filingId: filing.id }, ifMatch: read, body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <DayItem name="effectiveOn" label={t('portal.filing.effective-on')} min={first} />
      <WordsField optional />
      <CodeField />
    </FormDialog>
  );
}

type Postponing = { notBefore: string; words: string };

/** The authority asks for a later day. */
export function PostponeDialog({ filing, read, onDone, onCancel }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Postponing>();
  const deed = useDeed(decideFiling, staleAfterFiling);
  const latest = filing.parties
    .flatMap(({ needsUntil }) => (needsUntil === null ? [] : [needsUntil]))
    .toSorted()
    .at(-1);
  return (
    <FormDialog<Postponing>
      form={form}
      title={t('portal.filing.deed.postpone')}
      says={t('portal.filing.says.postpone')}
      okText={t('portal.confirm')}
      deed={deed}
      initialValues={{ notBefore: latest ?? '', words: '' }}
      onGiven={(given) =>
        deed.mutate({ params: { filingId: filing.id }, ifMatch: read, body: { decision: 'postpone', ...given } }, { onSuccess: onDone })
      }
      onCancel={onCancel}
    >
      <DayItem name="notBefore" label={t('portal.filing.new-day')} min={filing.effectiveOn} />
      <WordsField />
    </FormDialog>
  );
}
