import { dataTypeSchema } from '@karez/contract/catalog/content';
import { Form, Input, Select } from 'antd';
import { useWords } from '../../client/language.tsx';

/** The words of a data element, as they are registered and changed. */
export function ElementWordsFields() {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Form.Item name="name" label={t('portal.element.name')} rules={required}>
        <Input maxLength={128} />
      </Form.Item>
      <Form.Item name="definition" label={t('portal.element.definition')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
      <Form.Item name="dataType" label={t('portal.element.data-type')}>
        <Select options={dataTypeSchema.options.map((value) => ({ value, label: t(`catalog.data-type.${value}`) }))} />
      </Form.Item>
      <Form.Item name="codeSet" label={t('portal.element.code-set')}>
        <Input maxLength={128} />
      </Form.Item>
      <Form.Item name="synonyms" label={t('portal.element.synonyms')} extra={t('portal.element.synonyms-why')}>
        <Select mode="tags" open={false} maxCount={20} />
      </Form.Item>
    </>
  );
}
