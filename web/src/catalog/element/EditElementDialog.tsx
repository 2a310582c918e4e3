import type { Item } from '@karez/contract/catalog/content';
import { updateElement, type Element } from '@karez/contract/catalog/element';
import { App, Form, Input } from 'antd';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { ElementWordsFields } from './ElementWordsFields.tsx';

type Given = {
  name: string;
  definition: string;
  dataType: NonNullable<Item['dataType']>;
  codeSet: string;
  synonyms: string[];
  reason: string;
};

/** The authority changes the words of a data element, with the reason. */
export function EditElementDialog({ element, onClose }: { element: Element; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(updateElement, ['catalog.']);
  const { name, definition, dataType, codeSet, synonyms } = element;
  const send = (given: Given) =>
    deed.mutate(
      {
        params: { elementId: element.id },
        ifMatch: element.revision,
        body: { ...given, codeSet: given.codeSet.trim() === '' ? null : given.codeSet },
      },
      {
        onSuccess: () => {
          void message.success(t('portal.done'));
          onClose();
        },
      },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.element.edit')}
      says={t('portal.element.edit-says')}
      okText={t('portal.confirm')}
      deed={deed}
      initialValues={{ name, definition, dataType, codeSet: codeSet ?? '', synonyms, reason: '' }}
      onGiven={send}
      onCancel={onClose}
    >
      <ElementWordsFields />
      <Form.Item
        name="reason"
        label={t('portal.element.edit-reason')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={2} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
