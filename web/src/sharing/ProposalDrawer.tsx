import { proposeReply } from '@karez/contract/sharing';
import { refusalGrounds, type Application, type Proposal } from '@karez/contract/sharing/schemas';
import { App, Button, Drawer, Form, Input, InputNumber, Radio, Select, Table } from 'antd';
import { useState } from 'react';
import { useWords, type Spoken } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { BackflowNote } from './backflow/BackflowNote.tsx';
import { RefusalBasis } from './RefusalBasis.tsx';

type Mask = Proposal['items'][number]['mask'];
type Answered = { readonly agreed: boolean; readonly mask: Mask; readonly reason: string };
type Given = {
  result: 'agree' | 'refuse';
  conditions: string;
  perSecond: number;
  perDay: number;
  ground: Proposal['ground'];
  opinion: string;
};

const masks: readonly Mask[] = ['none', 'name', 'identity-number', 'phone', 'bank-card', 'address', 'hidden'];

type Answering = {
  readonly no: number;
  readonly name: string;
  readonly mask: Mask;
  /** Why the version in force cannot give it any more; null where it can. */
  readonly withheld: 'denied' | 'gone' | 'no-field' | null;
};

/** Every item that was applied for, also one that the entry has denied or dropped since. */
function itemsAskedFor({ content, entryItems }: Application, t: Spoken['t']): Answering[] {
  return content.itemNos.map((no) => {
    const item = entryItems.find((one) => one.no === no);
    if (!item) return { no, name: t('portal.sharing.item-gone', { no }), mask: 'none', withheld: 'gone' };
    const withheld = item.shareType === 'denied' ? 'denied' : item.fieldName === null ? 'no-field' : null;
    return { no, name: item.nameZh, mask: item.defaultMask, withheld };
  });
}

function firstAnswers(items: readonly Answering[], t: Spoken['t']): ReadonlyMap<number, Answered> {
  return new Map(
    items.map(({ no, mask, withheld }) => [
      no,
      { agreed: withheld === null, mask, reason: withheld === null ? '' : t(`portal.sharing.withheld.${withheld}`) },
    ]),
  );
}

/** The provider's handler answers item by item, or refuses by ground with the cited article. */
export function ProposalDrawer({ application, open, onClose }: { application: Application; open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const items = itemsAskedFor(application, t);
  const [answers, setAnswers] = useState(() => firstAnswers(items, t));
  const [basis, setBasis] = useState<Proposal['basis']>([]);
  const result = Form.useWatch('result', form) ?? 'agree';
  const deed = useDeed(proposeReply, ['sharing.', 'desk.']);
  const send = (given: Given) =>
    deed.mutate(
      { params: { applicationId: application.id }, body: proposalFrom(given, { answers, basis }) },
      {
        onSuccess: () => {
          void message.success(t('portal.done'));
          onClose();
        },
      },
    );
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={760}
      title={t('portal.sharing.deed.propose')}
      extra={
        <Button type="primary" loading={deed.isPending} onClick={() => form.submit()}>
          {t('portal.sharing.send-proposal')}
        </Button>
      }
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={send}
        onValuesChange={() => deed.reset()}
        initialValues={{
          result: 'agree',
          conditions: '',
          perSecond: 10,
          perDay: application.content.callsPerDay ?? 1000,
          ground: null,
          opinion: '',
        }}
      >
        <BackflowNote application={application} side="provider" />
        <Form.Item name="result" label={t('portal.sharing.result')}>
          <Radio.Group
            options={[
              { value: 'agree', label: t('portal.sharing.result.agree') },
              { value: 'refuse', label: t('portal.sharing.result.refuse') },
            ]}
          />
        </Form.Item>
        {result === 'agree' ? (
          <AgreeFields
            items={items}
            answers={answers}
            whole={application.backflow}
            onAnswer={(no, next) => setAnswers(new Map(answers).set(no, next))}
          />
        ) : (
          <RefusalBasis
            grounds={refusalGrounds}
            basis={basis}
            onBasis={(next) => {
              setBasis(next);
              deed.reset();
            }}
          />
        )}
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

function proposalFrom(given: Given, { answers, basis }: { answers: ReadonlyMap<number, Answered>; basis: Proposal['basis'] }): Proposal {
  const agrees = given.result === 'agree';
  const each = [...answers];
  return {
    result: given.result,
    items: agrees ? each.filter(([, answer]) => answer.agreed).map(([no, answer]) => ({ no, mask: answer.mask })) : [],
    leftOut: agrees ? each.filter(([, answer]) => !answer.agreed).map(([no, answer]) => ({ no, reason: answer.reason })) : [],
    conditions: agrees ? (given.conditions ?? '') : '',
    quota: agrees ? { perSecond: given.perSecond, perDay: given.perDay } : null,
    validTo: null,
    ground: agrees ? null : given.ground,
    basis: agrees ? [] : basis,
    opinion: given.opinion,
  };
}

function AgreeFields({
  items,
  answers,
  whole,
  onAnswer,
}: {
  items: readonly Answering[];
  answers: ReadonlyMap<number, Answered>;
  /** Of a subscription nothing is left out, hidden beyond the entry's masks, or made conditional (809-24). */
  whole: boolean;
  onAnswer: (no: number, next: Answered) => void;
}) {
  const { t } = useWords();
  const answerOf = (no: number): Answered => answers.get(no) ?? { agreed: true, mask: 'none', reason: '' };
  return (
    <>
      <Table
        size="small"
        rowKey="no"
        pagination={false}
        style={{ marginBlockEnd: 16 }}
        dataSource={[...items]}
        scroll={{ x: 640 }}
        columns={[
          { title: t('portal.sharing.item-name'), dataIndex: 'name' },
          {
            title: t('portal.sharing.answer'),
            width: 150,
            render: (_value, item) => (
              <Radio.Group
                aria-label={item.name}
                disabled={whole || item.withheld !== null}
                optionType="button"
                size="small"
                value={answerOf(item.no).agreed}
                onChange={(event) => onAnswer(item.no, { ...answerOf(item.no), agreed: event.target.value === true })}
                options={[
                  { value: true, label: t('portal.sharing.result.agree') },
                  { value: false, label: t('portal.sharing.leave-out') },
                ]}
              />
            ),
          },
          {
            title: t('portal.sharing.item-mask'),
            render: (_value, item) =>
              answerOf(item.no).agreed ? (
                <Select
                  aria-label={`${item.name} ${t('portal.sharing.item-mask')}`}
                  value={answerOf(item.no).mask}
                  disabled={whole}
                  style={{ inlineSize: 170 }}
                  onChange={(mask) => onAnswer(item.no, { ...answerOf(item.no), mask })}
                  options={masks.map((mask) => ({ value: mask, label: t(`catalog.masking.${mask}`) }))}
                />
              ) : (
                <Input
                  aria-label={`${item.name} ${t('portal.sharing.reason')}`}
                  placeholder={t('portal.sharing.reason')}
                  value={answerOf(item.no).reason}
                  onChange={(event) => onAnswer(item.no, { ...answerOf(item.no), reason: event.target.value })}
                />
              ),
          },
        ]}
      />
      {whole ? null : (
        <Form.Item name="conditions" label={t('portal.sharing.conditions')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      )}
      <div className="row">
        <Form.Item name="perSecond" label={t('portal.sharing.per-second')} rules={[{ required: true }]}>
          <InputNumber min={1} max={1000} precision={0} />
        </Form.Item>
        <Form.Item name="perDay" label={t('portal.sharing.per-day')} rules={[{ required: true }]}>
          <InputNumber min={1} max={10_000_000} precision={0} style={{ inlineSize: 140 }} />
        </Form.Item>
      </div>
    </>
  );
}
