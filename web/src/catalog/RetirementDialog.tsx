import { listEntries } from '@karez/contract/catalog';
import { requestRetirement, retireOrphaned } from '@karez/contract/catalog/status';
import type { Entry } from '@karez/contract/catalog/answers';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { CodeField } from '../client/CodeField.tsx';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { DayField } from '../ui/DayField.tsx';
import { LongList } from '../ui/LongList.tsx';
import { today } from './days.ts';
import { CitingEntries } from './CitingEntries.tsx';
import { staleAfterStep } from './deeds.ts';
import { clearable } from '../client/clearable.tsx';

/** The provider asks; what no department has, the authority's leader retires. */
export type Retiring = 'request-retirement' | 'retire-orphaned';
type Given = { reason: string; lastDay: string; successorId?: string; code: string };
type Props = { entry: Entry; asks: Retiring; onDone: () => void; onCancel: () => void };

/** 申请下线: who still uses the entry, until when, and what takes its place. */
export function RetirementDialog({ entry, asks, onDone, onCancel }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const request = useDeed(requestRetirement, staleAfterStep);
  const order = useDeed(retireOrphaned, staleAfterStep);
  const isOrder = asks === 'retire-orphaned';
  const send = ({ reason, lastDay, successorId, code }: Given) => {
    const about = { params: { entryId: entry.id }, ifMatch: entry.revision };
    const body = { reason, successorId: successorId ?? null, secondFactor: code };
    if (isOrder) order.mutate({ ...about, body }, { onSuccess: onDone });
    else request.mutate({ ...about, body: { ...body, lastDay } }, { onSuccess: onDone });
  };
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <FormDialog
      form={form}
      title={t(`portal.catalog.deed.${asks}`)}
      says={
        <>
          <p className="soft">{t(`portal.catalog.ask-says.${asks}`)}</p>
          <RunningUses entry={entry} />
          <CitingEntries entry={entry} />
        </>
      }
      okText={t('portal.sign')}
      deed={isOrder ? order : request}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="reason" label={t('portal.catalog.status-reason')} rules={required}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      {isOrder ? null : (
        <Form.Item name="lastDay" label={t('portal.catalog.last-day')} rules={required}>
          <DayField min={today()} />
        </Form.Item>
      )}
      <Form.Item name="successorId" label={t('portal.catalog.successor')} extra={t('portal.catalog.successor-why')}>
        <SuccessorSelect except={entry.id} />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}

/** Who would be left without the entry: told at once, and the authority waits until they have ended. */
function RunningUses({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const running = (entry.usedBy ?? []).filter((use) => use.endedOn === null);
  const further = entry.usedByCount - running.length;
  if (running.length === 0) return <p>{t('portal.catalog.users-none')}</p>;
  return (
    <>
      <p>{t('portal.catalog.users-affected', { count: entry.usedByCount })}</p>
      <LongList label={t('portal.catalog.users-affected', { count: entry.usedByCount })} lines={running.length}>
        {running.map((use) => (
          <li key={use.useId}>
            <bdi>{use.organisationName}</bdi>
            {use.systemName ? ` · ${use.systemName}` : ''}
          </li>
        ))}
      </LongList>
      {further > 0 ? <p className="small soft">{t('portal.catalog.users-further', { count: further })}</p> : null}
    </>
  );
}

type Choice = { except: string; id?: string; value?: string; onChange?: (id: string | undefined) => void };

/** Searches the catalogue for the entry that takes the place of this one. */
function SuccessorSelect({ except, id: fieldId, value, onChange }: Choice) {
  const { t } = useWords();
  const [q, setQ] = useState('');
  const found = useAnswer(listEntries, { query: { q, state: 'published,change-pending', limit: 20 } });
  const options = (found.data?.answer.items ?? [])
    .filter(({ id }) => id !== except)
    .map(({ id, name, provider }) => ({ value: id, label: t('portal.labelled', { label: name, text: provider.name }) }));
  return (
    <Select
      allowClear={clearable(t)}
      showSearch={{ filterOption: false, onSearch: setQ }}
      options={options}
      placeholder={t('portal.catalog.successor-search')}
      {...(fieldId === undefined ? {} : { id: fieldId })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
    />
  );
}
