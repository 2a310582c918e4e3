import type { Entry } from '@karez/contract/catalog/answers';
import { listEntry } from '@karez/contract/catalog/listing';
import { listServices } from '@karez/contract/gateway';
import { App, Form, Input, Radio } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';
import { monthsAfter, today } from '../days.ts';
import { staleAfterStep } from '../deeds.ts';

type Mode = 'database' | 'file' | 'api';
type Given = { dueOn?: string; mode?: Mode; responsible?: string; opinion: string; code: string };

/** Months up to which a promise may run; the server says the same in days. */
const MONTHS_MAX = 11;

/** 纳入共享目录: the head signs; without a service in operation, the day, mode and office are promised. */
export function ListingDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(listEntry, staleAfterStep);
  const services = useAnswer(listServices, { query: { entryId: entry.id, state: 'online' } });
  // One service of an entry is in operation at most.
  const live = services.data?.answer.items[0];
  const isLive = live !== undefined;
  const send = ({ dueOn, mode, responsible, opinion, code }: Given) =>
    deed.mutate(
      {
        params: { entryId: entry.id },
        ifMatch: entry.revision,
        body: { promise: dueOn && mode && responsible ? { dueOn, mode, responsible } : null, opinion, secondFactor: code },
      },
      {
        onSuccess: () => {
          void message.success(t('portal.done'));
          onClose();
        },
      },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.listing.list')}
      says={
        <>
          <p className="soft">{t('portal.listing.list-says')}</p>
          {services.data === undefined ? null : (
            <p>{live ? t('portal.listing.live', { names: live.name }) : t('portal.listing.not-live')}</p>
          )}
        </>
      }
      okText={t('portal.sign')}
      deed={deed}
      notYet={services.data === undefined}
      initialValues={{
        mode: entry.live?.content.shareModeType ?? 'api',
        responsible: entry.live?.content.providerSubUnit ?? '',
        opinion: t('portal.listing.opinion'),
        code: '',
      }}
      onGiven={send}
      onCancel={onClose}
    >
      {isLive ? null : <PromiseFields />}
      <Form.Item
        name="opinion"
        label={t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}

function PromiseFields() {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Form.Item name="dueOn" label={t('portal.listing.due-on')} rules={required}>
        <DayField min={today()} max={monthsAfter(today(), MONTHS_MAX)} />
      </Form.Item>
      <Form.Item name="mode" label={t('portal.listing.mode')} rules={required}>
        <Radio.Group
          options={(['api', 'database', 'file'] as const).map((value) => ({ value, label: t(`catalog.share-mode.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="responsible" label={t('portal.listing.responsible')} rules={required}>
        <Input maxLength={64} style={{ maxInlineSize: 320 }} />
      </Form.Item>
    </>
  );
}
