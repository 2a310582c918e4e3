import { verifyDenial } from '@karez/contract/catalog';
import type { Entry } from '@karez/contract/catalog/answers';
import { Form, Input, Radio } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { DayField } from '../ui/DayField.tsx';
import { DenialBasisList } from './Basis.tsx';
import { CodeField } from '../client/CodeField.tsx';

type Given = { verdict: 'upheld' | 'rejected'; until: string; opinion: string; code: string };

/** 核定: the authority's leader decides whether the cited law really forbids sharing, with the second factor. */
export function DenialDialog({ entry, onDone, onCancel }: { entry: Entry; onDone: (left: boolean) => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const verdict = Form.useWatch('verdict', form);
  const deed = useDeed(verifyDenial, ['catalog.', 'desk.']);
  const send = ({ verdict: given, until, opinion, code }: Given) =>
    deed.mutate(
      {
        params: { entryId: entry.id },
        ifMatch: entry.revision,
        body: { verdict: given, until: given === 'upheld' && until ? until : null, opinion, secondFactor: code },
      },
      { onSuccess: ({ answer }) => onDone(answer.entry === null) },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.catalog.ask.verify-denial')}
      says={
        <>
          <p className="soft">{t('portal.catalog.ask-says.verify-denial')}</p>
          {entry.working ? (
            <div className="boxed" style={{ marginBlockEnd: 16 }}>
              <div style={{ marginBlockEnd: 6 }}>{entry.working.content.denialReason}</div>
              <DenialBasisList basis={entry.working.content.denialBasis} />
            </div>
          ) : null}
        </>
      }
      okText={t('portal.sign')}
      deed={deed}
      width={640}
      initialValues={{ until: '', opinion: '', code: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="verdict" label={t('portal.catalog.verdict')} rules={[{ required: true, message: t('field.required') }]}>
        <Radio.Group
          options={[
            { value: 'upheld', label: t('portal.catalog.verdict.upheld') },
            { value: 'rejected', label: t('portal.catalog.verdict.rejected') },
          ]}
        />
      </Form.Item>
      {verdict === 'upheld' ? (
        <Form.Item name="until" label={t('portal.catalog.denial-until')} extra={t('portal.catalog.denial-until-why')}>
          <DayField />
        </Form.Item>
      ) : null}
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
