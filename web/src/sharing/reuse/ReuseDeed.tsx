import { listEntries } from '@karez/contract/catalog';
import { reuseApplication } from '@karez/contract/sharing/reuse';
import type { Application } from '@karez/contract/sharing/schemas';
import { Form, Select } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';

type Given = { entryId: string };

/** 以此为底稿再申请: for the clerks of the department that made it, whatever became of it. */
export function ReuseDeed({ application }: { application: Application }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  if (application.allowed['reuse'] === undefined) return null;
  return (
    <>
      <DeedButton allowed={application.allowed} action="reuse" onClick={() => setOpen(true)}>
        {t('portal.reuse.deed')}
      </DeedButton>
      {isOpen ? <ReuseDialog application={application} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ReuseDialog({ application, onClose }: { application: Application; onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(reuseApplication, ['sharing.']);
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.reuse.deed')}
      says={t('portal.reuse.says')}
      okText={t('portal.reuse.start')}
      deed={deed}
      initialValues={{ entryId: application.entryId }}
      onGiven={(body) =>
        deed.mutate(
          { params: { applicationId: application.id }, body, key: key.current },
          {
            onSuccess: ({ answer }) => {
              onClose();
              void navigate(paths.application(answer.id));
            },
            // What was refused is asked for anew, perhaps for another entry.
            onError: () => (key.current = crypto.randomUUID()),
          },
        )
      }
      onCancel={onClose}
    >
      <Form.Item name="entryId" label={t('portal.sharing.entry')} rules={[{ required: true, message: t('field.required') }]}>
        <EntrySelect same={{ id: application.entryId, name: application.entryName }} />
      </Form.Item>
    </FormDialog>
  );
}

type Choosing = { same: { id: string; name: string }; value?: string; onChange?: (id: string) => void };

/** The same entry, or any other that the search finds. */
function EntrySelect({ same, ...field }: Choosing) {
  const { t } = useWords();
  const [q, setQ] = useState('');
  const found = useAnswer(listEntries, { query: { limit: 20, ...(q === '' ? {} : { q }) } });
  const others = (found.data?.answer.items ?? []).filter(({ id, shareType }) => id !== same.id && shareType !== 'denied');
  const options = [
    { value: same.id, label: t('portal.reuse.same-entry', { entry: same.name }) },
    ...others.map(({ id, name, provider }) => ({ value: id, label: t('portal.bracketed', { text: name, note: provider.name }) })),
  ];
  return (
    <Select {...field} showSearch={{ filterOption: false, onSearch: setQ }} options={options} placeholder={t('portal.reuse.find-entry')} />
  );
}
