import {
  assignEntries,
  listEntriesTogether,
  publishEntries,
  returnEntries,
  submitEntries,
  withdrawEntries,
  type BulkDeed,
  type BulkResult,
} from '@karez/contract/catalog/bulk';
import { Form, Input, Radio } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { together } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';
import { monthsAfter, today } from '../days.ts';
import { staleAfterStep } from '../deeds.ts';
import type { Choice } from './use-choice.ts';

type Given = { dueOn?: string; mode?: 'database' | 'file' | 'api'; responsible?: string; opinion: string; code: string };
type Asked = { deed: BulkDeed; choice: Choice; onDone: (results: readonly BulkResult[]) => void; onCancel: () => void };

/** What the one text of a press is called. */
const opinionLabels: Readonly<Record<BulkDeed, string>> = {
  submit: 'portal.bulk.note',
  withdraw: 'portal.bulk.reason',
  publish: 'portal.opinion',
  return: 'portal.opinion',
  list: 'portal.opinion',
  assign: 'portal.bulk.assign.reason',
};

/** Months up to which a promise may run; the server says the same in days. */
const MONTHS_MAX = 11;

function usePress({ deed, choice: { chosen, departmentOf }, onDone }: Asked) {
  const publish = useDeed(publishEntries, staleAfterStep);
  const submit = useDeed(submitEntries, staleAfterStep);
  const takeBack = useDeed(withdrawEntries, staleAfterStep);
  const sendBack = useDeed(returnEntries, staleAfterStep);
  const list = useDeed(listEntriesTogether, staleAfterStep);
  const assign = useDeed(assignEntries, staleAfterStep);
  const entries = chosen.map(({ entryId, revision }) => ({ entryId, revision }));
  const tell = { onSuccess: ({ answer }: { answer: { results: readonly BulkResult[] } }) => onDone(answer.results) };
  const send = ({ dueOn, mode, responsible, opinion, code }: Given) => {
    if (deed === 'submit') submit.mutate({ body: { entries, opinion } }, tell);
    else if (deed === 'withdraw') takeBack.mutate({ body: { entries, opinion } }, tell);
    else if (deed === 'publish') publish.mutate({ body: { entries, opinion } }, tell);
    else if (deed === 'return') sendBack.mutate({ body: { entries, opinion } }, tell);
    else if (deed === 'assign') {
      const whose = chosen.map((one) => ({ entryId: one.entryId, revision: one.revision, organisationId: departmentOf(one)?.id ?? '' }));
      assign.mutate({ body: { entries: whose, opinion } }, tell);
    } else {
      const promise = dueOn && mode && responsible ? { dueOn, mode, responsible } : null;
      list.mutate({ body: { entries, promise, opinion, secondFactor: code } }, tell);
    }
  };
  const { busy, error } = together([submit, takeBack, publish, sendBack, list, assign]);
  return { send, isPending: busy, error };
}

/** Deeds that undo what others have done. */
export function isBackward(deed: BulkDeed): boolean {
  return deed === 'return' || deed === 'withdraw';
}

/** One opinion, and for the shared catalogue one promise and one signature, for exactly the entries that the dialog names. */
export function BulkDialog(asked: Asked) {
  const { deed, choice, onCancel } = asked;
  const { chosen, departmentOf } = choice;
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const press = usePress(asked);
  return (
    <FormDialog
      form={form}
      title={t(`portal.bulk.do.${deed}`, { count: chosen.length })}
      says={
        <>
          <p className="soft">{t('portal.bulk.each-by-itself')}</p>
          <ol
            className="boxed"
            style={{ marginBlock: '0 16px', maxBlockSize: 180, overflowY: 'auto', paddingInlineStart: 32 }}
            tabIndex={0}
          >
            {chosen.map((candidate) => (
              <li key={candidate.entryId}>
                <bdi>{candidate.name}</bdi>{' '}
                <span className="small soft">
                  {deed === 'assign' ? (
                    t('portal.bulk.assign.row', { department: departmentOf(candidate)?.name ?? '' })
                  ) : (
                    <bdi>{candidate.organisationName}</bdi>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </>
      }
      okText={deed === 'list' ? t('portal.sign') : t('portal.confirm')}
      danger={isBackward(deed)}
      deed={press}
      width={640}
      initialValues={{ mode: 'api', opinion: deed === 'list' ? t('portal.listing.opinion') : '', code: '' }}
      onGiven={press.send}
      onCancel={onCancel}
    >
      {deed === 'list' ? <PromiseFields /> : null}
      <Form.Item
        name="opinion"
        label={t(opinionLabels[deed])}
        rules={deed === 'submit' ? [] : [{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      {deed === 'list' ? <CodeField /> : null}
    </FormDialog>
  );
}

/** The one promise: kept already by what has a service in operation. */
function PromiseFields() {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <p className="soft">{t('portal.bulk.promise-says')}</p>
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
