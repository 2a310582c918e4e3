import {
  bodiesAbove,
  decideDispute,
  enterDecision,
  offerSettlement,
  raiseDispute,
  type BodyAbove,
  type Dispute,
  type OutsideDocument,
} from '@karez/contract/sharing/dispute';
import { Checkbox, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { together } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';

/** What a step of a dispute changes on other screens. */
export const staleAfterDispute = ['sharing.', 'desk.'];
type Asked = { dispute: Dispute; onDone: () => void; onCancel: () => void };
type Item = { readonly no: number; readonly name: string };

/** Which of the disputed items are to be shared. */
function ItemsField({ items }: { items: readonly Item[] }) {
  const { t } = useWords();
  return (
    // Not `required`: that attribute is none of a group of boxes.
    <Form.Item name="itemNos" label={t('portal.dispute.items')} rules={[{ type: 'array', min: 1, message: t('field.required') }]}>
      <Checkbox.Group options={items.map(({ no, name }) => ({ value: no, label: name === '' ? String(no) : name }))} />
    </Form.Item>
  );
}

function WordsField({ name = 'words', rows = 4, max = 2000, label }: { name?: string; rows?: number; max?: number; label?: string }) {
  const { t } = useWords();
  return (
    <Form.Item
      name={name}
      label={label ?? t('portal.dispute.words')}
      rules={[{ required: true, whitespace: true, message: t('field.required') }]}
    >
      <Input.TextArea rows={rows} maxLength={max} showCount />
    </Form.Item>
  );
}

function ResultField() {
  const { t } = useWords();
  return (
    <Form.Item name="result" label={t('portal.dispute.result')}>
      <Radio.Group
        options={(['for-requester', 'stands'] as const).map((value) => ({ value, label: t(`sharing.dispute-result.${value}`) }))}
      />
    </Form.Item>
  );
}

type Given = { result: 'for-requester' | 'stands'; itemNos: number[]; words: string; code: string };

/** What a side offers, or the authority orders: what is to be shared, or that the answer stands. */
export function ResultDialog({ dispute, orders, onDone, onCancel }: Asked & { orders: boolean }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const result = Form.useWatch('result', form) ?? 'for-requester';
  const offer = useDeed(offerSettlement, staleAfterDispute);
  const decide = useDeed(decideDispute, staleAfterDispute);
  const { busy, error } = together([offer, decide]);
  const needsItems = dispute.application !== null && (orders || result === 'for-requester');
  const params = { disputeId: dispute.id };
  const after = { onSuccess: onDone };
  const send = ({ words, code, itemNos }: Given) => {
    const chosen = needsItems ? itemNos : [];
    if (orders) decide.mutate({ params, body: { decision: 'order', itemNos: chosen, words, code } }, after);
    else offer.mutate({ params, body: { result, itemNos: chosen, words, code } }, after);
  };
  const deed = orders ? 'order' : 'offer';
  return (
    <FormDialog<Given>
      form={form}
      title={t(`portal.dispute.deed.${deed}`)}
      says={t(`portal.dispute.says.${deed}`)}
      okText={t('portal.sign')}
      deed={{ isPending: busy, error }}
      initialValues={{ result: 'for-requester', itemNos: dispute.items.map(({ no }) => no), words: '', code: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      {orders ? null : <ResultField />}
      {needsItems ? <ItemsField items={dispute.items} /> : null}
      <WordsField />
      <CodeField />
    </FormDialog>
  );
}

type Escalating = { body: BodyAbove; words: string; code: string };

/** Before whom the authority brings what it cannot settle. */
export function EscalateDialog({ dispute, onDone, onCancel }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Escalating>();
  const deed = useDeed(decideDispute, staleAfterDispute);
  return (
    <FormDialog<Escalating>
      form={form}
      title={t('portal.dispute.deed.escalate')}
      says={t('portal.dispute.says.escalate')}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{ body: 'government', words: '', code: '' }}
      onGiven={(given) =>
        deed.mutate({ params: { disputeId: dispute.id }, body: { decision: 'escalate', ...given } }, { onSuccess: onDone })
      }
      onCancel={onCancel}
    >
      <Form.Item name="body" label={t('portal.dispute.body')}>
        <Radio.Group options={bodiesAbove.map((value) => ({ value, label: t(`sharing.dispute-by.${value}`) }))} />
      </Form.Item>
      <WordsField />
      <CodeField />
    </FormDialog>
  );
}

type Entered = OutsideDocument & { itemNos: number[] };

/** What the paper from above says, word for word. */
export function EnterDialog({ dispute, onDone, onCancel }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Entered>();
  const result = Form.useWatch('result', form) ?? 'for-requester';
  const deed = useDeed(enterDecision, staleAfterDispute);
  const needsItems = dispute.application !== null && result === 'for-requester';
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const send = (given: Entered) => {
    const body = { ...given, itemNos: needsItems ? given.itemNos : [] };
    deed.mutate({ params: { disputeId: dispute.id }, body }, { onSuccess: onDone });
  };
  return (
    <FormDialog<Entered>
      form={form}
      width={640}
      title={t('portal.dispute.deed.enter')}
      says={t('portal.dispute.says.enter')}
      okText={t('portal.dispute.send')}
      deed={deed}
      initialValues={{ docNo: '', decidedOn: '', result: 'for-requester', itemNos: dispute.items.map(({ no }) => no), text: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="docNo" label={t('portal.dispute.doc-no')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="decidedOn" label={t('portal.dispute.decided-on')} rules={required}>
        <DayField />
      </Form.Item>
      <ResultField />
      {needsItems ? <ItemsField items={dispute.items} /> : null}
      <WordsField name="text" rows={6} max={8000} label={t('portal.dispute.doc-text')} />
    </FormDialog>
  );
}

type Raised = { itemNos: number[]; matter: string };
/** What is disputed: items of an application, or what an entry says. */
export type About =
  | { readonly kind: 'application'; readonly applicationId: string; readonly items: readonly Item[] }
  | { readonly kind: 'entry'; readonly entryId: string };
type Raising = { about: About; onDone: (dispute: Dispute) => void; onCancel: () => void };

/** A department says what it disputes, and why. */
export function RaiseDisputeDialog({ about, onDone, onCancel }: Raising) {
  const { t } = useWords();
  const [form] = Form.useForm<Raised>();
  const [key] = useState(() => crypto.randomUUID());
  const deed = useDeed(raiseDispute, staleAfterDispute);
  const items = about.kind === 'entry' ? [] : about.items;
  return (
    <FormDialog<Raised>
      form={form}
      title={t('portal.dispute.deed.raise')}
      says={t(about.kind === 'entry' ? 'portal.dispute.says.raise-entry' : 'portal.dispute.says.raise')}
      okText={t('portal.dispute.send')}
      deed={deed}
      initialValues={{ itemNos: items.map(({ no }) => no), matter: '' }}
      onGiven={({ itemNos, matter }) => {
        const after = { onSuccess: ({ answer }: { answer: Dispute }) => onDone(answer) };
        if (about.kind === 'entry') deed.mutate({ body: { kind: 'entry', entryId: about.entryId, matter }, key }, after);
        else deed.mutate({ body: { kind: 'application', applicationId: about.applicationId, itemNos, matter }, key }, after);
      }}
      onCancel={onCancel}
    >
      {about.kind === 'entry' ? null : <ItemsField items={items} />}
      <WordsField name="matter" label={t('portal.dispute.matter')} />
    </FormDialog>
  );
}
