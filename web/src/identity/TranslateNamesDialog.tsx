import { translateOrganisation, type listOrganisationNames } from '@karez/contract/identity/organisation-names';
import type { AnswerOf } from '@karez/contract/route';
import { App, Checkbox, Form, Input } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';

export type TranslatedNames = AnswerOf<typeof listOrganisationNames>['items'][number];
type Given = { nameUg?: string; nameEn?: string; ugReviewed?: boolean };
type Props = { organisation: { readonly id: string; readonly name: string }; names: TranslatedNames | undefined; onClose: () => void };

const filled = (text: string | undefined) => (text === undefined || text.trim() === '' ? null : text.trim());

/** 维文、英文名称: shown to readers of these languages; what is signed keeps the Chinese name. */
export function TranslateNamesDialog({ organisation, names, onClose }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(translateOrganisation, ['identity.']);
  const onSuccess = () => {
    void message.success(t('portal.done'));
    onClose();
  };
  const give = ({ nameUg, nameEn, ugReviewed }: Given) => {
    const body = { nameUg: filled(nameUg), nameEn: filled(nameEn), ugReviewed: ugReviewed ?? false };
    deed.mutate({ params: { orgId: organisation.id }, body }, { onSuccess });
  };
  return (
    <FormDialog
      form={form}
      title={t('portal.identity.other-names-of', { name: organisation.name })}
      says={t('portal.identity.other-names-says')}
      okText={t('portal.confirm')}
      deed={deed}
      initialValues={{ nameUg: names?.nameUg ?? '', nameEn: names?.nameEn ?? '', ugReviewed: names?.ugReviewed ?? false }}
      onGiven={give}
      onCancel={onClose}
    >
      <Form.Item name="nameUg" label={t('portal.identity.name-ug')}>
        <Input maxLength={200} lang="ug" dir="rtl" />
      </Form.Item>
      <Form.Item name="ugReviewed" valuePropName="checked">
        <Checkbox>{t('portal.identity.ug-reviewed')}</Checkbox>
      </Form.Item>
      <Form.Item name="nameEn" label={t('portal.identity.name-en')}>
        <Input maxLength={200} lang="en" dir="ltr" />
      </Form.Item>
    </FormDialog>
  );
}
