import { questionGrounds, questionKinds, type Question } from '@karez/contract/sharing/question-schemas';
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useWords } from '../../client/language.tsx';
import type { WrittenQuestion } from './QuestionSetDialog.tsx';

type Place = { place: number };

/** One question of the set that is being written. */
export function QuestionRow({ place }: Place) {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const kind: Question['kind'] | undefined = Form.useWatch(['questions', place, 'kind']);
  return (
    <>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item name={[place, 'section']} label={t('portal.questions.section')} rules={required} style={{ flex: '1 1 160px' }}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name={[place, 'kind']} label={t('portal.questions.kind')} style={{ flex: '0 0 150px' }}>
          <Select options={questionKinds.map((value) => ({ value, label: t(`portal.questions.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name={[place, 'required']} label={t('portal.questions.required')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name={[place, 'question']} label={t('portal.questions.question')} rules={required}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name={[place, 'hint']} label={t('portal.questions.hint')}>
        <Input maxLength={300} />
      </Form.Item>
      {kind === 'single' || kind === 'multi' ? (
        <Form.Item name={[place, 'options']} label={t('portal.questions.options')} extra={t('portal.questions.options-hint')}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      ) : null}
      {kind === 'text' || kind === 'number' ? <RangeFields place={place} kind={kind} /> : null}
      <WhenFields place={place} />
      {kind === 'single' || kind === 'multi' || kind === 'yes-no' ? <RiskFields place={place} /> : null}
    </>
  );
}

function RangeFields({ place, kind }: Place & { kind: 'text' | 'number' }) {
  const { t } = useWords();
  return (
    <div className="row" style={{ alignItems: 'flex-start' }}>
      <Form.Item name={[place, 'min']} label={t(`portal.questions.min.${kind}`)}>
        <InputNumber />
      </Form.Item>
      <Form.Item name={[place, 'max']} label={t(`portal.questions.max.${kind}`)}>
        <InputNumber />
      </Form.Item>
      {kind === 'text' ? (
        <Form.Item name={[place, 'pattern']} label={t('portal.questions.pattern')} style={{ flex: '1 1 240px' }}>
          <Input className="code" maxLength={120} placeholder="GA-{digits:8}" />
        </Form.Item>
      ) : null}
    </div>
  );
}

/** Which applications it is asked of, and after which answer. */
function WhenFields({ place }: Place) {
  const { t } = useWords();
  const all: readonly (WrittenQuestion | undefined)[] = Form.useWatch('questions') ?? [];
  const answers = all.slice(0, place).flatMap((one) =>
    choicesOf(one).map((answer) => ({
      value: `${one?.id ?? ''} ${answer}`,
      label: t('portal.questions.after', {
        question: one?.question ?? '',
        answer: answer === 'yes' || answer === 'no' ? t(`sharing.answer.${answer}`) : answer,
      }),
    })),
  );
  return (
    <div className="row" style={{ alignItems: 'flex-start' }}>
      <Form.Item name={[place, 'appliesTo']} label={t('portal.questions.applies')} style={{ flex: '1 1 220px' }}>
        <Select
          mode="multiple"
          placeholder={t('portal.questions.always')}
          options={questionGrounds.map((value) => ({ value, label: t(`portal.questions.ground.${value}`) }))}
        />
      </Form.Item>
      {answers.length === 0 ? null : (
        <Form.Item name={[place, 'after']} label={t('portal.questions.asked-when')} style={{ flex: '1 1 300px' }}>
          <Select allowClear={{ clearIcon: '×' }} options={answers} placeholder={t('portal.questions.always')} />
        </Form.Item>
      )}
    </div>
  );
}

function choicesOf(question: WrittenQuestion | undefined): readonly string[] {
  if (question?.kind === 'yes-no') return ['yes', 'no'];
  return question?.kind === 'single' || question?.kind === 'multi' ? question.options : [];
}

/** Answers that whoever decides must see, with the reason. */
function RiskFields({ place }: Place) {
  const { t } = useWords();
  const question: WrittenQuestion | undefined = Form.useWatch(['questions', place]);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const options = choicesOf(question).map((value) => ({
    value,
    label: value === 'yes' || value === 'no' ? t(`sharing.answer.${value}`) : value,
  }));
  return (
    <Form.List name={[place, 'risky']}>
      {(rows, { add, remove }) => (
        <>
          {rows.map((row) => (
            <div key={row.key} className="row" style={{ alignItems: 'flex-start' }}>
              <Form.Item
                name={[row.name, 'answer']}
                label={t('portal.questions.risky-answer')}
                rules={required}
                style={{ flex: '0 0 180px' }}
              >
                <Select options={options} />
              </Form.Item>
              <Form.Item
                name={[row.name, 'reason']}
                label={t('portal.questions.risky-reason')}
                rules={required}
                style={{ flex: '1 1 260px' }}
              >
                <Input maxLength={300} />
              </Form.Item>
              <Button onClick={() => remove(row.name)} style={{ marginBlockStart: 30 }}>
                {t('portal.delete')}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({ answer: '', reason: '' })}>
            {t('portal.questions.add-risk')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
