import { listEntries } from '@karez/contract/catalog';
import { tieCampaignEntry, type Campaign, type CampaignPart } from '@karez/contract/catalog/campaign';
import { Alert, Card, Form, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { BoardStatusTag } from './campaign-tags.tsx';
import type { useCampaignSteps } from './use-campaign-steps.tsx';

type Own = { campaign: Campaign; part: CampaignPart; steps: ReturnType<typeof useCampaignSteps> };

/** 本部门的梳理: start or add entries, report the part complete, or say that there is no such data. */
export function OwnPart({ campaign, part, steps }: Own) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [tying, setTying] = useState(false);
  const { allowed } = part;
  return (
    <Card
      title={
        <span className="row">
          {t('portal.campaign.own')}
          <BoardStatusTag status={part.status} />
          <span className="small soft">{t(`catalog.campaign.part.${part.state}`)}</span>
        </span>
      }
    >
      {part.opinion ? (
        <Alert type="warning" showIcon title={t('portal.campaign.answer')} description={part.opinion} style={{ marginBlockEnd: 12 }} />
      ) : null}
      <p className="soft">{part.said ?? t('portal.campaign.own-says')}</p>
      <div className="row">
        <DeedButton
          allowed={allowed}
          action="tie-entry"
          type="primary"
          onClick={() => void navigate(paths.newEntry({ campaign: campaign.id }))}
        >
          {t('portal.campaign.start')}
        </DeedButton>
        <DeedButton allowed={allowed} action="tie-entry" onClick={() => setTying(true)}>
          {t('portal.campaign.tie')}
        </DeedButton>
        <DeedButton allowed={allowed} action="report" onClick={() => steps.ask({ kind: 'report' })}>
          {t('portal.campaign.report')}
        </DeedButton>
        <DeedButton allowed={allowed} action="declare-none" onClick={() => steps.ask({ kind: 'declare-none' })}>
          {t('portal.campaign.declare-none')}
        </DeedButton>
      </div>
      {tying ? <TieDialog campaignId={campaign.id} onClose={() => setTying(false)} /> : null}
    </Card>
  );
}

/** Chooses one of the department's own entries. */
function TieDialog({ campaignId, onClose }: { campaignId: string; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ entryId: string }>();
  const [q, setQ] = useState('');
  const deed = useDeed(tieCampaignEntry, ['catalog.', 'desk.']);
  const found = useAnswer(listEntries, {
    query: { q, scope: 'mine', state: 'unpublished,published,change-pending,suspended', limit: 50 },
  });
  return (
    <FormDialog
      form={form}
      title={t('portal.campaign.tie')}
      okText={t('portal.confirm')}
      deed={deed}
      onGiven={({ entryId }) => deed.mutate({ params: { campaignId }, body: { entryId } }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <Form.Item name="entryId" label={t('portal.campaign.tie-pick')} rules={[{ required: true, message: t('field.required') }]}>
        <Select
          showSearch={{ filterOption: false, onSearch: setQ }}
          options={(found.data?.answer.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
