import { listApplications } from '@karez/contract/sharing';
import { reuseApplication } from '@karez/contract/sharing/reuse';
import { applicationStates, type ApplicationState } from '@karez/contract/sharing/schemas';
import { Button, Form, Select } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';

type Given = { applicationId: string };
const EARLIER_MAX = 100;
const earlierStates = applicationStates.filter((state: ApplicationState) => state !== 'draft').join(',');

/** On the page of an entry: begins with an earlier application of the own department; absent while there is none. */
export function EarlierButton({ entryId }: { entryId: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const earlier = useAnswer(listApplications, { query: { side: 'outgoing', state: earlierStates, limit: EARLIER_MAX } });
  const applications = earlier.data?.answer.items ?? [];
  if (applications.length === 0) return null;
  const options = applications.map(({ id, no, entryName, state }) => ({
    value: id,
    label: t('portal.bracketed', { text: entryName, note: no ?? t(`sharing.state.${state}`) }),
  }));
  return (
    <>
      <Button block style={{ marginBlockStart: 8 }} onClick={() => setOpen(true)}>
        {t('portal.reuse.from-earlier')}
      </Button>
      {isOpen ? <EarlierDialog entryId={entryId} options={options} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

type Choosing = { entryId: string; options: { value: string; label: string }[]; onClose: () => void };

function EarlierDialog({ entryId, options, onClose }: Choosing) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(reuseApplication, ['sharing.']);
  const start = ({ applicationId }: Given) =>
    deed.mutate(
      { params: { applicationId }, body: { entryId }, key: key.current },
      {
        onSuccess: ({ answer }) => void navigate(paths.application(answer.id)),
        onError: () => (key.current = crypto.randomUUID()),
      },
    );
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.reuse.from-earlier')}
      says={t('portal.reuse.says')}
      okText={t('portal.reuse.start')}
      deed={deed}
      onGiven={start}
      onCancel={onClose}
    >
      <Form.Item name="applicationId" label={t('portal.reuse.earlier')} rules={[{ required: true, message: t('field.required') }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
      </Form.Item>
    </FormDialog>
  );
}
