import {
  changeOpinionTemplate,
  keepOpinionTemplate,
  listOpinionTemplates,
  opinionKinds,
  removeOpinionTemplate,
  type OpinionKind,
  type OpinionTemplate,
} from '@karez/contract/catalog/opinion';
import { App, Button, Card, Form, Input, Popconfirm, Select, Table } from 'antd';
import { useState } from 'react';
import { day } from '../../client/dates.ts';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { WideTable } from '../../ui/WideTable.tsx';

const stale = ['catalog.list-opinion-templates'];
type Open = OpinionTemplate | 'new' | null;

/** 意见模板: what the own organisation keeps ready for those who review, sign, publish, return, verify and adjust. */
export function OpinionsPage() {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const templates = useAnswer(listOpinionTemplates, {});
  return (
    <>
      <PageHead
        title={t('portal.menu.opinions')}
        purpose={t('portal.opinion.purpose')}
        actions={
          templates.data?.answer.allowed === true ? (
            <Button type="primary" onClick={() => setOpen('new')}>
              {t('portal.opinion.new')}
            </Button>
          ) : null
        }
      />
      <Card>
        <Loaded query={templates}>
          {({ answer }) => <TemplateTable templates={answer.items} isOpen={answer.allowed} onChange={setOpen} />}
        </Loaded>
      </Card>
      {open === null ? null : <TemplateDialog template={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

type Listed = { templates: readonly OpinionTemplate[]; isOpen: boolean; onChange: (template: OpinionTemplate) => void };

function TemplateTable({ templates, isOpen, onChange }: Listed) {
  const { t } = useWords();
  const remove = useDeed(removeOpinionTemplate, stale);
  return (
    <>
      {remove.error ? <Trouble error={remove.error} /> : null}
      <WideTable label={t('portal.menu.opinions')} minWidth={600}>
        <Table<OpinionTemplate>
          rowKey="id"
          size="middle"
          pagination={false}
          dataSource={[...templates]}
          locale={{ emptyText: <Blank says={t('portal.opinion.none')} /> }}
          columns={[
            { title: t('portal.opinion.kind'), width: 150, render: (_value, { kind }) => t(`portal.opinion.kind.${kind}`) },
            {
              title: t('portal.opinion.text'),
              render: (_value, { text }) => (
                <div className="pre">
                  <bdi>{text}</bdi>
                </div>
              ),
            },
            { title: t('portal.opinion.changed'), width: 130, render: (_value, { changedAt }) => day(changedAt) },
            ...(isOpen
              ? [
                  {
                    title: t('portal.opinion.deeds'),
                    width: 160,
                    render: (_value: unknown, template: OpinionTemplate) => (
                      <span className="row">
                        <Button size="small" onClick={() => onChange(template)}>
                          {t('portal.edit')}
                        </Button>
                        <Popconfirm
                          title={t('portal.opinion.remove-ask')}
                          okText={t('portal.confirm')}
                          cancelText={t('portal.cancel')}
                          onConfirm={() => remove.mutate({ params: { templateId: template.id }, ifMatch: template.revision })}
                        >
                          <Button size="small">{t('portal.delete')}</Button>
                        </Popconfirm>
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </WideTable>
    </>
  );
}

type Given = { kind: OpinionKind; text: string };

function TemplateDialog({ template, onClose }: { template: OpinionTemplate | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const keep = useDeed(keepOpinionTemplate, stale);
  const change = useDeed(changeOpinionTemplate, stale);
  const onSuccess = () => {
    onClose();
    void message.success(t('portal.done'));
  };
  const give = (body: Given) => {
    if (template === null) keep.mutate({ body }, { onSuccess });
    else change.mutate({ params: { templateId: template.id }, ifMatch: template.revision, body }, { onSuccess });
  };
  return (
    <FormDialog
      form={form}
      title={t(template === null ? 'portal.opinion.new' : 'portal.opinion.change')}
      says={t('portal.opinion.says')}
      okText={t('portal.confirm')}
      deed={template === null ? keep : change}
      initialValues={{ kind: template?.kind ?? 'return', text: template?.text ?? '' }}
      onGiven={give}
      onCancel={onClose}
    >
      <Form.Item name="kind" label={t('portal.opinion.kind')} rules={[{ required: true, message: t('field.required') }]}>
        <Select options={opinionKinds.map((kind) => ({ value: kind, label: t(`portal.opinion.kind.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="text" label={t('portal.opinion.text')} rules={[{ required: true, whitespace: true, message: t('field.required') }]}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </FormDialog>
  );
}
