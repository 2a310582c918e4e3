import { EVENT_ENTRIES_MAX, recordChangeEvent } from '@karez/contract/catalog/revision-case';
import { App, Button, Card, Form, Input, Radio } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { today } from '../days.ts';
import { staleAfterStep } from '../deeds.ts';
import { EntryChoice } from './EntryChoice.tsx';

type Given = { kind: 'duties-changed' | 'reorganisation'; title: string; documentNumber: string; changedOn: string; summary: string };

/** 登记三定、机构改革: the document, the day, and the entries whose duties it moves. */
export function NewChangeEventPage() {
  const { t } = useWords();
  const records = usePower('catalog.publish');
  if (!records) return <Blank says={t('refusal.request.not-permitted')} />;
  return (
    <>
      <PageHead title={t('portal.change-event.record')} purpose={t('portal.change-event.record-says')} />
      <EventForm />
    </>
  );
}

function EventForm() {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const [entryIds, setEntryIds] = useState<readonly string[]>([]);
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(recordChangeEvent, staleAfterStep);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const send = (given: Given) =>
    deed.mutate(
      { body: { ...given, entryIds: [...entryIds] }, key: key.current },
      {
        onSuccess: ({ answer }) => {
          void message.success(t('portal.change-event.recorded-done', { count: answer.cases.open + answer.cases['in-hand'] }));
          void navigate(paths.changeEvent(answer.id), { replace: true });
        },
        onError: () => {
          key.current = crypto.randomUUID();
        },
      },
    );
  return (
    <Form<Given> form={form} layout="vertical" onFinish={send} initialValues={{ kind: 'duties-changed' }}>
      <div className="stack">
        <Card style={{ maxInlineSize: 860 }}>
          <Form.Item name="kind" label={t('portal.change-event.kind')}>
            <Radio.Group
              options={(['duties-changed', 'reorganisation'] as const).map((value) => ({
                value,
                label: t(`catalog.change-event.kind.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="title" label={t('portal.change-event.title')} rules={required}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="documentNumber" label={t('portal.change-event.number')} rules={required}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="changedOn" label={t('portal.change-event.on')} extra={t('portal.change-event.on-says')} rules={required}>
            <DayField max={today()} />
          </Form.Item>
          <Form.Item name="summary" label={t('portal.change-event.summary')} rules={required}>
            <Input.TextArea rows={3} maxLength={2000} showCount />
          </Form.Item>
        </Card>
        <Card title={t('portal.change-event.choose', { count: entryIds.length })}>
          <EntryChoice chosen={entryIds} onChosen={setEntryIds} />
        </Card>
        {deed.error ? <Trouble error={deed.error} /> : null}
        <div className="row">
          <Button
            type="primary"
            htmlType="submit"
            loading={deed.isPending}
            disabled={entryIds.length === 0 || entryIds.length > EVENT_ENTRIES_MAX}
          >
            {t('portal.change-event.record-do')}
          </Button>
          {entryIds.length === 0 ? <span className="soft">{t('portal.change-event.choose-first')}</span> : null}
          {entryIds.length > EVENT_ENTRIES_MAX ? (
            <span role="alert">{t('portal.change-event.too-many', { count: entryIds.length, most: EVENT_ENTRIES_MAX })}</span>
          ) : null}
        </div>
      </div>
    </Form>
  );
}
