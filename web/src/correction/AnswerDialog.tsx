import { answerCorrection } from '@karez/contract/correction';
import type { Correction, CorrectionAnswer } from '@karez/contract/correction/schemas';
import { Alert, Form, Input, Radio, Select } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { DayField } from '../ui/DayField.tsx';

export type Asked = { correction: Correction; onDone: () => void; onClose: () => void };
type Given = {
  result: CorrectionAnswer['result'];
  correctedOn: string;
  how: string;
  reason: string;
  organisationId: string;
  basisTitle: string;
  basisArticle: string;
};

/** The article that was named by hand, or none. */
function citedIn({ basisTitle, basisArticle }: Given) {
  const [title, article] = [(basisTitle ?? '').trim(), (basisArticle ?? '').trim()];
  return title === '' || article === '' ? [] : [{ title, docNo: '', article, quotation: '', articleId: null }];
}

/** The handler says what was found: corrected, in part, no error with its reason, or the source's to correct. */
export function AnswerDialog({ correction, onDone, onClose }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const result = Form.useWatch('result', form) ?? 'corrected';
  const deed = useDeed(answerCorrection, ['correction.', 'desk.']);
  // One department may be the source of several items.
  const sources = [...new Map(correction.sources.map((source) => [source.id, source])).values()];
  const results = (['corrected', 'partly', 'not-an-error', 'redirect'] as const).filter(
    (one) => (one !== 'redirect' || sources.length > 0) && !(correction.ordered && (one === 'redirect' || one === 'not-an-error')),
  );
  const read = { params: { correctionId: correction.id }, ifMatch: correction.revision };
  const after = { onSuccess: onDone };
  const send = (given: Given) => {
    const { result: chosen, correctedOn, how, reason, organisationId } = given;
    if (chosen === 'corrected') deed.mutate({ ...read, body: { result: chosen, correctedOn, how } }, after);
    else if (chosen === 'partly') deed.mutate({ ...read, body: { result: chosen, correctedOn, how, reason } }, after);
    else if (chosen === 'redirect') deed.mutate({ ...read, body: { result: chosen, organisationId, reason } }, after);
    else deed.mutate({ ...read, body: { result: chosen, reason, basis: citedIn(given) } }, after);
  };
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const hasReason = result !== 'corrected';
  return (
    <FormDialog<Given>
      form={form}
      width={640}
      title={t('portal.correction.deed.answer')}
      okText={t('portal.sharing.send-proposal')}
      deed={deed}
      initialValues={{ result: 'corrected', correctedOn: '', how: '', reason: '', basisTitle: '', basisArticle: '' }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="result" label={t('portal.correction.result')}>
        <Radio.Group options={results.map((one) => ({ value: one, label: t(`correction.result.${one}`) }))} />
      </Form.Item>
      <Alert type="info" title={t(`portal.correction.result-says.${result}`)} style={{ marginBlockEnd: 16 }} />
      {result === 'corrected' || result === 'partly' ? (
        <>
          <Form.Item name="correctedOn" label={t('portal.correction.corrected-on')} rules={required}>
            <DayField />
          </Form.Item>
          <Form.Item name="how" label={t('portal.correction.how')} rules={required}>
            <Input.TextArea rows={3} maxLength={2000} showCount />
          </Form.Item>
        </>
      ) : null}
      {result === 'redirect' ? (
        <Form.Item name="organisationId" label={t('portal.correction.source')} rules={required}>
          <Select
            options={sources.map(({ id, name, known }) => ({
              value: id,
              label: t('portal.bracketed', { text: name, note: t(`portal.correction.known.${known}`) }),
            }))}
          />
        </Form.Item>
      ) : null}
      {hasReason ? (
        <Form.Item name="reason" label={t('portal.correction.reason')} rules={required}>
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
      ) : null}
      {result === 'not-an-error' ? (
        <div className="row">
          <Form.Item name="basisTitle" label={t('portal.correction.basis-title')} style={{ flex: '2 1 220px' }}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="basisArticle" label={t('portal.correction.basis-article')} style={{ flex: '1 1 120px' }}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
      ) : null}
    </FormDialog>
  );
}
