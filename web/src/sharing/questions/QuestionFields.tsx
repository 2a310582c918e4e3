import { askedOf, type Answered, type AnsweredQuestions, type Question } from '@karez/contract/sharing/question-schemas';
import type { Application } from '@karez/contract/sharing/schemas';
import { Checkbox, Form, Input, InputNumber, Radio } from 'antd';
import { useWords } from '../../client/language.tsx';
import { DayField } from '../../ui/DayField.tsx';

const yesNo = ['yes', 'no'] as const;

/** 补充问题: what the authority asks besides the form; a question that waits for another's answer comes when that is given. */
export function QuestionFields({ application }: { application: Application }) {
  return (
    <Form.Item name="questions" noStyle>
      <Answers application={application} />
    </Form.Item>
  );
}

type Answering = { application: Application; value?: AnsweredQuestions; onChange?: (next: AnsweredQuestions) => void };

function Answers({ application, value, onChange }: Answering) {
  const answers = value?.answers ?? [];
  const asked = askedOf(application.questions, answers);
  const give = ({ id, section, question }: Question, answer: string[]) => {
    if (!value) return;
    const others = answers.filter((one) => one.id !== id);
    onChange?.({ ...value, answers: [...others, { id, section, question, answer }] });
  };
  return asked.map((question, index) => (
    <div key={question.id}>
      {question.section === asked[index - 1]?.section ? null : (
        <h3 style={{ fontSize: 14, marginBlock: '0 8px' }}>
          <bdi>{question.section}</bdi>
        </h3>
      )}
      <OneQuestion
        question={question}
        answer={answers.find(({ id }) => id === question.id)?.answer ?? []}
        fault={application.missing.find(({ path }) => path === `/questions/${question.id}`)?.code}
        onAnswer={(answer) => give(question, answer)}
      />
    </div>
  ));
}

type Asking = {
  question: Question;
  answer: Answered['answer'];
  fault: string | undefined;
  onAnswer: (answer: string[]) => void;
};

function OneQuestion({ question, answer, fault, onAnswer }: Asking) {
  const { t } = useWords();
  const { section, question: text, hint, required, min, max, pattern } = question;
  const params = { section, question: text, min: min ?? '', max: max ?? '', pattern };
  return (
    <Form.Item label={<bdi>{text}</bdi>} required={required} extra={hint === '' ? undefined : <bdi>{hint}</bdi>}>
      <AnswerControl question={question} answer={answer} onAnswer={onAnswer} />
      {fault === undefined ? null : (
        <div className="small" style={{ color: '#8f5600' }}>
          <bdi>{t(`field.${fault}`, params)}</bdi>
        </div>
      )}
    </Form.Item>
  );
}

type Controlling = { question: Question; answer: Answered['answer']; onAnswer: (answer: string[]) => void };

function AnswerControl({ question, answer, onAnswer }: Controlling) {
  const [first = ''] = answer;
  const name = question.question;
  if (question.kind === 'text')
    return <Input.TextArea aria-label={name} rows={2} maxLength={2000} value={first} onChange={({ target }) => onAnswer([target.value])} />;
  if (question.kind === 'day') return <DayField aria-label={name} value={first} onChange={(day) => onAnswer(day ? [day] : [])} />;
  if (question.kind === 'number')
    return (
      <InputNumber
        aria-label={name}
        value={first === '' ? null : Number(first)}
        onChange={(given) => onAnswer(given === null ? [] : [String(given)])}
      />
    );
  return <ChoiceControl question={question} answer={answer} onAnswer={onAnswer} />;
}

function ChoiceControl({ question: { kind, question: name, options }, answer, onAnswer }: Controlling) {
  const { t } = useWords();
  if (kind === 'multi')
    return (
      <Checkbox.Group aria-label={name} value={[...answer]} onChange={(given) => onAnswer(given.map(String))} options={[...options]} />
    );
  const choices: { value: string; label: string }[] =
    kind === 'yes-no'
      ? yesNo.map((one) => ({ value: one, label: t(`sharing.answer.${one}`) }))
      : options.map((one) => ({ value: one, label: one }));
  return (
    <Radio.Group aria-label={name} value={answer[0] ?? ''} onChange={({ target }) => onAnswer([String(target.value)])} options={choices} />
  );
}
