import type { Entry } from '@karez/contract/catalog/answers';
import type { Listing } from '@karez/contract/catalog/listed';
import { reportData } from '@karez/contract/catalog/listing';
import { App, Form } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { today } from '../days.ts';
import { staleAfterStep } from '../deeds.ts';

/** Up to when the data of a mounted entry goes by its steward's word, whether that is in time, and the steward's report. */
export function DataFreshness({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const [reporting, setReporting] = useState(false);
  const freshness = entry.listing?.freshness ?? null;
  if (freshness === null) return null;
  return (
    <>
      <FreshnessFacts freshness={freshness} />
      {entry.allowed['report-data']?.allowed ? (
        <div>
          <DeedButton allowed={entry.allowed} action="report-data" type="default" onClick={() => setReporting(true)}>
            {t('portal.listing.report')}
          </DeedButton>
        </div>
      ) : null}
      {reporting ? <ReportDialog entry={entry} onClose={() => setReporting(false)} /> : null}
    </>
  );
}

function FreshnessFacts({ freshness: { state, dataOn, dueOn } }: { freshness: NonNullable<Listing['freshness']> }) {
  const { t } = useWords();
  return (
    <>
      <div className="small">{dataOn === null ? t('portal.listing.data-never') : t('portal.listing.data-on', { day: dataOn })}</div>
      {dueOn === null ? null : (
        <div>
          <StateTag tone={state === 'overdue' ? 'danger' : 'ok'}>
            {t(state === 'overdue' ? 'portal.listing.data-overdue' : 'portal.listing.data-in-time', { day: dueOn })}
          </StateTag>
        </div>
      )}
    </>
  );
}

function ReportDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ dataOn: string }>();
  const deed = useDeed(reportData, staleAfterStep);
  const isRealtime = entry.live?.content.updateCycle === 'realtime';
  const send = ({ dataOn }: { dataOn: string }) =>
    deed.mutate(
      {
        params: { entryId: entry.id },
        ifMatch: entry.revision,
        body: isRealtime ? { dataOn: today(), dataAt: new Date().toISOString() } : { dataOn, dataAt: null },
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
      title={t('portal.listing.report')}
      says={t('portal.listing.report-says')}
      okText={t('portal.confirm')}
      deed={deed}
      initialValues={{ dataOn: today() }}
      onGiven={send}
      onCancel={onClose}
    >
      {isRealtime ? null : (
        <Form.Item name="dataOn" label={t('portal.listing.data-day')} rules={[{ required: true, message: t('field.required') }]}>
          <DayField max={today()} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
