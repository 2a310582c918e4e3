import {
  disposalMethods,
  instructDisposal,
  reportDisposal,
  type Disposal,
  type DisposalInstruction,
  type DisposalReport,
} from '@karez/contract/sharing/disposal';
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';
import { CitedArticles } from '../CitedArticles.tsx';

/** What a step of a disposal changes on other screens. */
export const staleAfterDisposal = ['sharing.', 'desk.'];
type Asked = { disposal: Disposal; onDone: () => void; onCancel: () => void };
type Basis = DisposalInstruction['basis'];

/** The provider says what is to be done with its data. */
export function InstructDialog({ disposal, onDone, onCancel }: Asked) {
  const { t } = useWords();
  const { instruction } = disposal;
  const [form] = Form.useForm<Omit<DisposalInstruction, 'basis'>>();
  const [basis, setBasis] = useState<Basis>([...instruction.basis]);
  const method = Form.useWatch('method', form) ?? instruction.method;
  const deed = useDeed(instructDisposal, staleAfterDisposal);
  const cited = method === 'archive' ? basis : [];
  return (
    <FormDialog
      form={form}
      title={t('portal.disposal.deed.instruct')}
      says={t('portal.disposal.says.instruct')}
      okText={t('portal.disposal.send')}
      deed={deed}
      notYet={method === 'archive' && basis.length === 0}
      initialValues={{ method: instruction.method, words: instruction.words }}
      onGiven={(given) => deed.mutate({ params: { disposalId: disposal.id }, body: { ...given, basis: cited } }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item name="method" label={t('portal.disposal.method')}>
        <Radio.Group options={disposalMethods.map((value) => ({ value, label: t(`sharing.disposal-method.${value}`) }))} />
      </Form.Item>
      <Form.Item name="words" label={t('portal.disposal.words')}>
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
      {method === 'archive' ? (
        <CitedArticles
          required
          label={t('portal.disposal.basis')}
          extra={t('field.sharing.disposal-archive-basis')}
          cited={basis}
          onCited={setBasis}
        />
      ) : null}
    </FormDialog>
  );
}

type Reported = Omit<DisposalReport, 'remains'> & { keeps: boolean; kept: string };

/** The requester's handler reports what was done; what is kept is named with its articles. */
export function ReportDialog({ disposal, onDone, onCancel }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Reported>();
  const [basis, setBasis] = useState<Basis>([]);
  const deed = useDeed(reportDisposal, staleAfterDisposal);
  const keeps = Form.useWatch('keeps', form) ?? false;
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const methods = [disposal.instruction.method, 'nothing-held'] as const;
  const send = ({ keeps: isKept, kept, ...given }: Reported) => {
    const remains = isKept ? { words: kept, basis } : null;
    deed.mutate({ params: { disposalId: disposal.id }, body: { ...given, remains } }, { onSuccess: onDone });
  };
  return (
    <FormDialog<Reported>
      form={form}
      width={640}
      title={t('portal.disposal.deed.report')}
      says={t('portal.disposal.says.report')}
      okText={t('portal.disposal.send')}
      deed={deed}
      notYet={keeps && basis.length === 0}
      initialValues={{ method: disposal.instruction.method, doneOn: '', systems: '', how: '', keeps: false, kept: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="method" label={t('portal.disposal.done-method')}>
        <Select options={methods.map((value) => ({ value, label: t(`sharing.disposal-method.${value}`) }))} />
      </Form.Item>
      <Form.Item name="doneOn" label={t('portal.disposal.done-on')} rules={required}>
        <DayField />
      </Form.Item>
      <Form.Item name="systems" label={t('portal.disposal.systems')} extra={t('portal.disposal.systems-hint')} rules={required}>
        <Input.TextArea rows={2} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="how" label={t('portal.disposal.how')} rules={required}>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="keeps" valuePropName="checked">
        <Checkbox>{t('portal.disposal.keeps')}</Checkbox>
      </Form.Item>
      {keeps ? (
        <>
          <Form.Item name="kept" label={t('portal.disposal.remains-words')} rules={required}>
            <Input.TextArea rows={2} maxLength={2000} showCount />
          </Form.Item>
          <CitedArticles
            required
            label={t('portal.disposal.basis')}
            extra={t('portal.sharing.basis-why')}
            cited={basis}
            onCited={setBasis}
          />
        </>
      ) : null}
    </FormDialog>
  );
}
