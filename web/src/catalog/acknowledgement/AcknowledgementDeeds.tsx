import { acknowledgeVersion, answerObjection, objectToVersion, type Acknowledgement } from '@karez/contract/catalog/acknowledgement';
import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';

const stale = ['catalog.', 'desk.'];
type Kind = 'acknowledge' | 'object' | 'answer';
const kinds: readonly Kind[] = ['answer', 'object', 'acknowledge'];

function useSpeaking({ id }: Acknowledgement) {
  const acknowledge = useDeed(acknowledgeVersion, stale);
  const object = useDeed(objectToVersion, stale);
  const answer = useDeed(answerObjection, stale);
  const params = { acknowledgementId: id };
  const speak = (kind: Kind, text: string, onSuccess: () => void) => {
    if (kind === 'acknowledge') acknowledge.mutate({ params, body: { remark: text } }, { onSuccess });
    else if (kind === 'object') object.mutate({ params, body: { reason: text } }, { onSuccess });
    else answer.mutate({ params, body: { answer: text } }, { onSuccess });
  };
  return { speak, deeds: { acknowledge, object, answer } };
}

/** 已知悉, 影响使用 and 答复: what the reader's side may say. */
export function AcknowledgementDeeds({ told }: { told: Acknowledgement }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Kind | null>(null);
  const { speak, deeds } = useSpeaking(told);
  const shown = kinds.filter((kind) => told.allowed[kind]?.allowed === true);
  const ask = (kind: Kind) => {
    deeds[kind].reset();
    setOpen(kind);
  };
  return (
    <>
      {shown.map((kind) => (
        <DeedButton
          key={kind}
          allowed={told.allowed}
          action={kind}
          type={kind === 'object' ? 'default' : 'primary'}
          onClick={() => ask(kind)}
        >
          {t(`portal.acknowledgement.deed.${kind}`)}
        </DeedButton>
      ))}
      {open === null ? null : (
        <SpeakDialog
          kind={open}
          deed={deeds[open]}
          onCancel={() => setOpen(null)}
          onSaid={(text) =>
            speak(open, text, () => {
              setOpen(null);
              void message.success(t('portal.done'));
            })
          }
        />
      )}
    </>
  );
}

type Dialog = {
  kind: Kind;
  deed: { readonly isPending: boolean; readonly error: Error | null };
  onSaid: (text: string) => void;
  onCancel: () => void;
};

function SpeakDialog({ kind, deed, onSaid, onCancel }: Dialog) {
  const { t } = useWords();
  const [form] = Form.useForm<{ text: string }>();
  const needed = kind !== 'acknowledge';
  return (
    <FormDialog
      form={form}
      title={t(`portal.acknowledgement.deed.${kind}`)}
      says={t(`portal.acknowledgement.deed-says.${kind}`)}
      okText={t(`portal.acknowledgement.deed.${kind}`)}
      deed={deed}
      initialValues={{ text: '' }}
      onGiven={({ text }) => onSaid(text)}
      onCancel={onCancel}
    >
      <Form.Item
        name="text"
        label={t(`portal.acknowledgement.text.${kind}`)}
        rules={needed ? [{ required: true, whitespace: true, message: t('portal.opinion-required') }] : []}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
