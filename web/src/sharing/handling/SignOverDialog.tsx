import { consentIn } from '@karez/contract/sharing';
import type { Application } from '@karez/contract/sharing/schemas';
import { Form, Input } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';

type Given = { opinion: string; overMissing: string; code: string };

/** Divisions that were asked and have not answered. */
export function missingOpinions({ handling }: Application): readonly string[] {
  const waiting = handling?.assignments.filter(({ state }) => state === 'sent' || state === 'opened') ?? [];
  return waiting.map(({ division }) => division);
}

/** The head signs although not every division has answered, and says why. */
export function SignOverDialog({ application, onDone, onCancel }: { application: Application; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(consentIn, ['sharing.', 'desk.', 'catalog.']);
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.sharing.deed.sign')}
      says={t('portal.handling.says.sign-over', { divisions: missingOpinions(application).join(' · ') })}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{ opinion: '', overMissing: '', code: '' }}
      onGiven={(given) =>
        deed.mutate({ params: { applicationId: application.id }, body: { decision: 'sign', ...given } }, { onSuccess: onDone })
      }
      onCancel={onCancel}
    >
      <Form.Item
        name="overMissing"
        label={t('portal.handling.over-missing')}
        rules={[{ required: true, whitespace: true, message: t('portal.handling.over-missing-required') }]}
      >
        <Input.TextArea rows={2} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item
        name="opinion"
        label={t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}
