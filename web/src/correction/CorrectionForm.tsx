import { fileCorrection, saveCorrection } from '@karez/contract/correction';
import { correctionIssues, type Correction, type CorrectionIssue, type DisputedRecord } from '@karez/contract/correction/schemas';
import { App, Button, Card, Checkbox, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { MissingPlaces, missingUnder } from '../sharing/MissingPlaces.tsx';
import { SecrecyCard, type Declared } from '../sharing/SecrecyCard.tsx';
import { SectionHead } from '../sharing/SectionHead.tsx';
import { EvidenceFiles } from './EvidenceFiles.tsx';
import { ParticularsCard } from './ParticularsCard.tsx';

type Given = { itemNos: number[]; issue: CorrectionIssue | null; description: string; records: Partial<DisputedRecord>[] };

const whole = ({ reference = '', key = '', received = '', expected = '' }: Partial<DisputedRecord>): DisputedRecord => ({
  reference: reference.trim(),
  key: key.trim(),
  received: received.trim(),
  expected: expected.trim(),
});

/**
 * The draft of a report: which items, what is wrong, which records. Saved by pressing: values of records rest in no browser store. Records that are
 * sealed already stay as they are until they are written anew.
 */
export function CorrectionForm({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const isKept = correction.content.references.length > 0;
  const [declared, setDeclared] = useState<Declared>(correction.revision > 1 ? 'not-secret' : null);
  const [rewrites, setRewrites] = useState(!isKept);
  const save = useDeed(saveCorrection, ['correction.']);
  const file = useDeed(fileCorrection, ['correction.', 'desk.']);
  const params = { correctionId: correction.id };
  const body = ({ itemNos, issue, description, records }: Given) => ({
    secrecyDeclaration: 'not-secret' as const,
    itemNos,
    issue,
    description: description.trim(),
    records: rewrites ? records.map(whole).filter(({ reference }) => reference !== '') : null,
  });
  const saved = async () => {
    const { answer } = await save.mutateAsync({ params, body: body(form.getFieldsValue(true)), ifMatch: correction.revision });
    setRewrites(false);
    return answer.revision;
  };
  const keep = () => void saved().then(() => message.success(t('portal.correction.saved')), ignored);
  const send = () =>
    void saved().then(
      (ifMatch) => file.mutate({ params, ifMatch }, { onSuccess: () => void message.success(t('portal.correction.filed')) }),
      ignored,
    );
  const isClosed = declared !== 'not-secret';
  const { missing } = correction;
  const nameOf = (place: string) => t(`portal.correction.place.${place}`);
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={isClosed}
      initialValues={{ ...correction.content, records: [{}] }}
      onValuesChange={() => {
        save.reset();
        file.reset();
      }}
    >
      <div className="stack">
        <SecrecyCard declared={declared} refusal={t('refusal.correction.secret')} onDeclare={setDeclared} />
        <Card
          title={
            <SectionHead
              name={t('portal.correction.what')}
              missing={missingUnder(missing, ['/itemNos', '/issue', '/description']).length}
            />
          }
        >
          <WhatFields correction={correction} />
          <MissingPlaces places={missingUnder(missing, ['/itemNos', '/issue', '/description'])} nameOf={nameOf} />
        </Card>
        {rewrites ? (
          <Card title={<SectionHead name={t('portal.correction.records')} missing={missingUnder(missing, ['/records']).length} />}>
            <RecordFields />
            <MissingPlaces places={missingUnder(missing, ['/records'])} nameOf={nameOf} />
          </Card>
        ) : (
          <>
            <ParticularsCard correction={correction} />
            <Button style={{ alignSelf: 'flex-start' }} onClick={() => setRewrites(true)}>
              {t('portal.correction.rewrite-records')}
            </Button>
          </>
        )}
        <EvidenceFiles correction={correction} />
        <Card title={t('portal.correction.filing')}>
          <p className="soft">{t('portal.correction.filing-says')}</p>
          {save.error ? <Trouble error={save.error} /> : null}
          {file.error ? <Trouble error={file.error} /> : null}
          <div className="row">
            <Button loading={save.isPending} onClick={keep}>
              {t('portal.correction.save')}
            </Button>
            <Button type="primary" loading={file.isPending} onClick={send}>
              {t('portal.correction.deed.file')}
            </Button>
          </div>
        </Card>
      </div>
    </Form>
  );
}

/** What was refused is shown by the deed itself. */
const ignored = (): void => {};

function WhatFields({ correction }: { correction: Correction }) {
  const { t } = useWords();
  return (
    <>
      <Form.Item name="itemNos" label={t('portal.correction.items')}>
        <Checkbox.Group
          style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}
          options={correction.items.map(({ no, name }) => ({ value: no, label: <bdi>{name}</bdi> }))}
        />
      </Form.Item>
      <Form.Item name="issue" label={t('portal.correction.issue')} required>
        <Radio.Group options={correctionIssues.map((issue) => ({ value: issue, label: t(`correction.issue.${issue}`) }))} />
      </Form.Item>
      <Form.Item name="description" label={t('portal.correction.description')} required extra={t('portal.correction.description-hint')}>
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
    </>
  );
}

/** Each record by the department's own reference; what is sealed beside it. */
function RecordFields() {
  const { t } = useWords();
  return (
    <Form.List name="records">
      {(rows, { add, remove }) => (
        <>
          <p className="soft" style={{ marginBlockStart: 0 }}>
            {t('portal.correction.records-hint')}
          </p>
          {rows.map((row) => (
            <div key={row.key} className="row" style={{ marginBlockEnd: 8 }}>
              {(['reference', 'key', 'received', 'expected'] as const).map((name) => (
                <Form.Item key={name} name={[row.name, name]} noStyle>
                  <Input
                    aria-label={t(name === 'reference' ? 'portal.correction.reference' : `portal.correction.record-${name}`)}
                    placeholder={t(name === 'reference' ? 'portal.correction.reference' : `portal.correction.record-${name}`)}
                    autoComplete="off"
                    maxLength={name === 'reference' ? 100 : name === 'key' ? 200 : 500}
                    style={{ flex: '1 1 150px', minInlineSize: 0 }}
                  />
                </Form.Item>
              ))}
              <Button onClick={() => remove(row.name)}>{t('portal.delete')}</Button>
            </div>
          ))}
          <Button onClick={() => add({})}>{t('portal.correction.add-record')}</Button>
        </>
      )}
    </Form.List>
  );
}
