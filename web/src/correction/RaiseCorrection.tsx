import { raiseCorrection } from '@karez/contract/correction';
import type { Entry } from '@karez/contract/catalog/answers';
import type { CorrectionGround } from '@karez/contract/correction/schemas';
import { FlagOutlined } from '@ant-design/icons';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { useMe, usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';

function useRaise(entryId: string) {
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const deed = useDeed(raiseCorrection, ['correction.']);
  const raise = (ground: CorrectionGround) =>
    deed.mutate({ body: { entryId, ground }, key }, { onSuccess: ({ answer }) => void navigate(paths.correction(answer.id)) });
  return { deed, raise };
}

/** 提出校核 from a grant: opens a draft about its items. Absent for who may not apply. */
export function RaiseFromGrant({ entryId, grantId }: { entryId: string; grantId: string }) {
  const { t } = useWords();
  const applies = usePower('sharing.apply');
  const { deed, raise } = useRaise(entryId);
  if (!applies) return null;
  return (
    <>
      <Button icon={<FlagOutlined />} loading={deed.isPending} onClick={() => raise({ kind: 'grant', grantId })}>
        {t('portal.correction.raise')}
      </Button>
      {deed.error ? <Trouble error={deed.error} /> : null}
    </>
  );
}

type Given = { kind: 'service-matter' | 'power-list'; code: string; name: string };

/** 提出校核 from an entry: for a department in whose matter a datum turns out to be wrong. Which person it is about is asked nowhere. */
export function RaiseFromEntry({ entry }: { entry: Pick<Entry, 'id' | 'provider'> }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const applies = usePower('sharing.apply');
  const [isOpen, setOpen] = useState(false);
  const isOwn = useMe().organisation.id === entry.provider.organisationId;
  const { deed, raise } = useRaise(entry.id);
  if (!applies || isOwn) return null;
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Button icon={<FlagOutlined />} onClick={() => setOpen(true)}>
        {t('portal.correction.raise')}
      </Button>
      {isOpen ? (
        <FormDialog<Given>
          form={form}
          title={t('portal.correction.raise')}
          says={t('portal.correction.raise-says')}
          okText={t('portal.correction.raise')}
          deed={deed}
          initialValues={{ kind: 'service-matter', code: '', name: '' }}
          onGiven={(matter) => raise({ kind: 'matter', matter })}
          onCancel={() => setOpen(false)}
        >
          <Form.Item name="kind" label={t('portal.correction.matter-kind')}>
            <Radio.Group
              options={(['service-matter', 'power-list'] as const).map((kind) => ({
                value: kind,
                label: t(`portal.correction.matter.${kind}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="code" label={t('portal.correction.matter-code')} rules={required}>
            <Input maxLength={64} />
          </Form.Item>
          <Form.Item name="name" label={t('portal.correction.matter-name')} rules={required}>
            <Input maxLength={128} />
          </Form.Item>
        </FormDialog>
      ) : null}
    </>
  );
}
