import { questionSchema, type Question } from '@karez/contract/sharing/question-schemas';
import { publishQuestionSet, type QuestionSetAnswer } from '@karez/contract/sharing/questions';
import { App, Button, Card, Form } from 'antd';
import { useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { SecrecyCard, type Declared } from '../SecrecyCard.tsx';
import { QuestionRow } from './QuestionRow.tsx';

/** A question as the form holds it: the answer that it waits for is one choice `id answer`. */
export type WrittenQuestion = Omit<Question, 'shownWhen'> & { readonly after?: string };
type Given = { questions: WrittenQuestion[] };

const written = ({ shownWhen, ...question }: Question): WrittenQuestion => ({
  ...question,
  ...(shownWhen ? { after: `${shownWhen.id} ${shownWhen.answer}` } : {}),
});

/** The authority writes the next version of its question set. */
export function QuestionSetDialog({ set, onClose }: { set: QuestionSetAnswer; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const [declared, setDeclared] = useState<Declared>(null);
  const deed = useDeed(publishQuestionSet, ['sharing.']);
  const send = () => {
    const questions = form.getFieldsValue(true).questions.map(questionFrom);
    deed.mutate(
      { body: { secrecyDeclaration: 'not-secret', questions }, ifMatch: set.version },
      {
        onSuccess: () => {
          void message.success(t('portal.done'));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.questions.revise')}
      says={
        <div className="stack">
          <div className="soft">{t('portal.questions.revise-says')}</div>
          <SecrecyCard declared={declared} refusal={t('refusal.sharing.application.secret')} onDeclare={setDeclared} />
        </div>
      }
      okText={t('portal.template.publish')}
      deed={deed}
      notYet={declared !== 'not-secret'}
      width={900}
      initialValues={{ questions: set.questions.map(written) }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.List name="questions">
        {(rows, { add, remove, move }) => (
          <div className="stack" style={{ marginBlockStart: 16 }}>
            {rows.map((row, index) => (
              <Card
                key={row.key}
                size="small"
                title={t('portal.questions.no', { no: index + 1 })}
                extra={
                  <span className="row">
                    <Button size="small" disabled={index === 0} onClick={() => move(index, index - 1)}>
                      {t('portal.questions.up')}
                    </Button>
                    <Button size="small" danger onClick={() => remove(row.name)}>
                      {t('portal.delete')}
                    </Button>
                  </span>
                }
              >
                <QuestionRow place={row.name} />
              </Card>
            ))}
            <Button onClick={() => add(emptyQuestion())}>{t('portal.questions.add')}</Button>
          </div>
        )}
      </Form.List>
    </FormDialog>
  );
}

function emptyQuestion(): WrittenQuestion {
  const id = `q-${crypto.randomUUID().slice(0, 8)}`;
  const asks = { section: '', question: '', hint: '', kind: 'text' as const, options: [], required: true };
  return { id, ...asks, min: null, max: null, pattern: '', appliesTo: [], risky: [] };
}

const ranged: readonly Question['kind'][] = ['text', 'number'];
const choosing: readonly Question['kind'][] = ['single', 'multi'];

/** What a kind has no use for is not kept. */
function questionFrom({ after, ...one }: WrittenQuestion): Question {
  const [id = '', ...answer] = (after ?? '').split(' ');
  const range = ranged.includes(one.kind) ? { min: one.min, max: one.max } : { min: null, max: null };
  return questionSchema.parse({
    ...one,
    ...range,
    ...(choosing.includes(one.kind) ? {} : { options: [] }),
    ...(one.kind === 'text' ? {} : { pattern: '' }),
    ...(ranged.includes(one.kind) || one.kind === 'day' ? { risky: [] } : {}),
    shownWhen: id === '' ? null : { id, answer: answer.join(' ') },
  });
}
