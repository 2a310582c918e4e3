import { boardStages, listCampaignEntries, type Campaign } from '@karez/contract/catalog/campaign';
import type { AnswerOf } from '@karez/contract/route';
import { Card, Segmented, Select, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { stacked } from '../../ui/stacked.tsx';
import { BoardStatusTag } from './campaign-tags.tsx';
import { clearable } from '../../client/clearable.tsx';

type Tied = AnswerOf<typeof listCampaignEntries>['items'][number];

/** Entries behind the numbers of the board; the address says which number was opened. */
export function CampaignEntries({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const stage = boardStages.find((one) => one === search.get('stage'));
  const organisationId = campaign.parts.find((part) => part.organisationId === search.get('organisationId'))?.organisationId;
  const position = useCursor(`${stage} ${organisationId}`);
  const filters = { ...(stage === undefined ? {} : { stage }), ...(organisationId === undefined ? {} : { organisationId }) };
  const entries = useAnswer(listCampaignEntries, {
    params: { campaignId: campaign.id },
    query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <Card title={t('portal.campaign.entries')} id="campaign-entries">
      <div className="row" style={{ marginBlockEnd: 12 }}>
        <Segmented
          aria-label={t('portal.campaign.status')}
          value={stage ?? ''}
          onChange={(next) => setSearch({ ...filters, stage: next })}
          options={[
            { value: '', label: t('portal.campaign.all') },
            ...boardStages.map((value) => ({ value, label: t(`catalog.campaign.status.${value}`) })),
          ]}
        />
        {campaign.parts.length > 1 ? (
          <Select
            allowClear={clearable(t)}
            aria-label={t('portal.campaign.departments')}
            placeholder={t('portal.campaign.departments')}
            style={{ minInlineSize: 220 }}
            showSearch={{ optionFilterProp: 'label' }}
            value={organisationId ?? null}
            options={campaign.parts.map((part) => ({ value: part.organisationId, label: part.organisationName }))}
            onChange={(next: string | null | undefined) =>
              setSearch({ ...(stage === undefined ? {} : { stage }), ...(next ? { organisationId: next } : {}) })
            }
          />
        ) : null}
      </div>
      <Loaded query={entries}>
        {({ answer }) => (
          <>
            <TiedTable entries={answer.items} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function TiedTable({ entries }: { entries: readonly Tied[] }) {
  const { t } = useWords();
  const columns = stacked<Tied>([
    {
      title: t('catalog.field.name'),
      render: (_value, entry) =>
        entry.name === null ? (
          <span className="soft">{t('portal.campaign.unsigned')}</span>
        ) : (
          <Link to={paths.entry(entry.entryId)}>
            <bdi>{entry.name}</bdi>
          </Link>
        ),
    },
    { title: t('portal.campaign.departments'), width: 220, render: (_value, entry) => <bdi>{entry.organisationName}</bdi> },
    { title: t('portal.campaign.status'), width: 130, render: (_value, entry) => <BoardStatusTag status={entry.stage} /> },
    { title: t('portal.campaign.tied-on'), width: 130, dataIndex: 'tiedOn' },
  ]);
  return (
    <Table<Tied>
      className="stacked"
      rowKey="entryId"
      size="middle"
      columns={columns}
      dataSource={[...entries]}
      pagination={false}
      {...(entries.length > 0 ? { scroll: { x: 720 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.campaign.entries-none')} /> }}
    />
  );
}
