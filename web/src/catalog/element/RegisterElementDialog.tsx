import type { Item } from '@karez/contract/catalog/content';
import { registerElement } from '@karez/contract/catalog/element';
import { Form, Input } from 'antd';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { ElementWordsFields } from './ElementWordsFields.tsx';

type Given = {
  code: string;
  name: string;
  definition: string;
  dataType: NonNullable<Item['dataType']>;
  codeSet: string;
  synonyms: string[];
};

/** The authority registers a data element. */
export function RegisterElementDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(registerElement, ['catalog.']);
  const send = ({ codeSet, ...given }: Given) =>
    deed.mutate(
      { body: { ...given, codeSet: codeSet.trim() === '' ? null : codeSet } },
      { onSuccess: ({ answer }) => void navigate(paths.element(answer.id)) },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.element.register')}
      says={t('portal.element.register-says')}
      okText={t('portal.element.register')}
      deed={deed}
      initialValues={{ code: '', name: '', definition: '', dataType: 'C', codeSet: '', synonyms: [] }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item
        name="code"
        label={t('portal.element.code')}
        extra={t('portal.element.code-form')}
        rules={[{ required: true, pattern: /^[A-Z]{1,4}\d{3,6}$/, message: t('portal.element.code-form') }]}
      >
        <Input maxLength={10} />
      </Form.Item>
      <ElementWordsFields />
    </FormDialog>
  );
}
