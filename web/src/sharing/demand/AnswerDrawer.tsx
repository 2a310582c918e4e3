import { answerDemand, type DemandAnswer } from '@karez/contract/sharing/demand';
import { refusalGrounds } from '@karez/contract/sharing/schemas';
import { Alert, Button, Drawer, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { RefusalBasis } from '../RefusalBasis.tsx';
import type { Asked } from './AssignDialog.tsx';

type Refusing = Extract<DemandAnswer, { result: 'refuse' }>;
type Given = {
  result: DemandAnswer['result'];
  dueOn: string;
  division: string;
  holder: string;
  ground: Refusing['ground'];
  opinion: string;
};

/** “Not ours” is an answer of its own, not a ground. */
const grounds = refusalGrounds.filter((ground) => ground !== 'not-held');

/** The provider's handler answers: a dated promise with its 科室, “not ours”, or a refusal by ground with the cited article. */
export function AnswerDrawer({ demand, onDone, onClose }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const [basis, setBasis] = useState<Refusing['basis']>([]);
  const result = Form.useWatch('result', form) ?? 'promise';
  const deed = useDeed(answerDemand, ['sharing.', 'desk.']);
  const params = { demandId: demand.id };
  const after = { onSuccess: onDone };
  const send = ({ dueOn, division, holder, ground, opinion, result: chosen }: Given) => {
    if (chosen === 'promise') deed.mutate({ params, body: { result: chosen, dueOn, division, opinion } }, after);
    else if (chosen === 'not-ours') deed.mutate({ params, body: { result: chosen, holder: holder ?? '', opinion } }, after);
    else deed.mutate({ params, body: { result: chosen, ground, basis, opinion } }, after);
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      title={t('portal.demand.deed.answer')}
      extra={
        <Button type="primary" loading={deed.isPending} onClick={() => form.submit()}>
          {t('portal.sharing.send-proposal')}
        </Button>
      }
    >
      <Form<Given>
        form={form}
        layout="vertical"
        initialValues={{ result: 'promise', division: '', holder: '', opinion: '', dueOn: '' }}
        onValuesChange={() => deed.reset()}
        onFinish={send}
      >
        <Form.Item name="result" label={t('portal.demand.answer')}>
          <Radio.Group
            options={(['promise', 'not-ours', 'refuse'] as const).map((value) => ({
              value,
              label: t(`portal.demand.answer-choice.${value}`),
            }))}
          />
        </Form.Item>
        <Alert type="info" title={t(`portal.demand.answer-says.${result}`)} style={{ marginBlockEnd: 16 }} />
        {result === 'promise' ? <PromiseFields wishedOn={demand.wishedOn} /> : null}
        {result === 'not-ours' ? (
          <Form.Item name="holder" label={t('portal.demand.holder')} extra={t('portal.demand.holder-hint')}>
            <Input maxLength={200} />
          </Form.Item>
        ) : null}
        {result === 'refuse' ? <RefusalBasis grounds={grounds} basis={basis} onBasis={setBasis} /> : null}
        <Form.Item
          name="opinion"
          label={t('portal.opinion')}
          rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
        >
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
      </Form>
      {deed.error ? <Trouble error={deed.error} /> : null}
    </Drawer>
  );
}

function PromiseFields({ wishedOn }: { wishedOn: string | null }) {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Form.Item
        name="dueOn"
        label={t('portal.demand.promised-on')}
        rules={required}
        extra={t('portal.demand.wished-by', { day: wishedOn ?? '—' })}
      >
        <DayField />
      </Form.Item>
      <Form.Item name="division" label={t('portal.demand.division')} rules={required}>
        <Input maxLength={100} style={{ maxInlineSize: 320 }} />
      </Form.Item>
    </>
  );
}
