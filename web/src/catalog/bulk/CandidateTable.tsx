import type { BulkCandidate, BulkDeed } from '@karez/contract/catalog/bulk';
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { ResourceCode } from '../ResourceCode.tsx';
import { ShareTypeTag, StageTag } from '../tags.tsx';
import { DepartmentSelect } from '../transfer/DepartmentSelect.tsx';
import type { Choice } from './use-choice.ts';

type Choosing = {
  deed: BulkDeed;
  candidates: readonly BulkCandidate[];
  choice: Choice;
  /** What the list was asked for, for the words of an empty one. */
  text: string;
};

/** Entries that wait for a deed. What is approved must have been opened since it last changed: its row says so, and cannot be chosen before. */
export function CandidateTable({ deed, candidates, choice, text }: Choosing) {
  const { t } = useWords();
  const needsOpening = deed === 'publish';
  const columns = useColumns(deed, choice);
  return (
    <WideTable label={t(`portal.bulk.deed.${deed}`)} minWidth={deed === 'assign' ? 680 : 860}>
      <Table<BulkCandidate>
        rowKey="entryId"
        size="middle"
        columns={columns}
        dataSource={[...candidates]}
        pagination={false}
        rowSelection={{
          preserveSelectedRowKeys: true,
          selectedRowKeys: choice.chosen.map(({ entryId }) => entryId),
          onChange: (_keys, rows) => choice.choose(rows),
          getCheckboxProps: (candidate) => ({
            disabled: needsOpening && !candidate.opened,
            'aria-label': t('portal.bulk.choose', { name: candidate.name }),
          }),
          getTitleCheckboxProps: () => ({ 'aria-label': t('portal.choose-all') }),
        }}
        locale={{ emptyText: <Blank says={text === '' ? t(`portal.bulk.none.${deed}`) : t('portal.bulk.none-found', { text })} /> }}
      />
    </WideTable>
  );
}

function useColumns(deed: BulkDeed, choice: Choice): TableColumnsType<BulkCandidate> {
  const { t } = useWords();
  return [
    {
      title: t('catalog.field.name'),
      render: (_value, candidate) => (
        <Link to={paths.entry(candidate.entryId)}>
          <bdi>{candidate.name}</bdi>
          <ResourceCode code={candidate.resourceCode} />
        </Link>
      ),
    },
    {
      title: t(deed === 'assign' ? 'portal.bulk.assign.imported-as' : 'portal.catalog.provider'),
      width: 200,
      render: (_value, { organisationName }) => <bdi>{organisationName}</bdi>,
    },
    ...useDeedColumns(deed, choice),
  ];
}

/** What a deed is decided by: where an entry stands, whether it was read, and whose it is to be. */
function useDeedColumns(deed: BulkDeed, choice: Choice): TableColumnsType<BulkCandidate> {
  const { t } = useWords();
  if (deed === 'assign')
    return [
      {
        title: t('portal.bulk.assign.to'),
        width: 250,
        render: (_value, candidate) => <ClaimingDepartment candidate={candidate} choice={choice} />,
      },
    ];
  const shareType = {
    title: t('catalog.field.shareType'),
    width: 140,
    render: (_value: unknown, candidate: BulkCandidate) => <ShareTypeTag shareType={candidate.shareType} />,
  };
  if (deed === 'list') return [shareType];
  const stands = {
    title: t('portal.catalog.stands'),
    width: 180,
    render: (_value: unknown, { stage }: BulkCandidate) => (stage ? <StageTag stage={stage} /> : null),
  };
  if (deed !== 'publish') return [shareType, stands];
  const openedBefore = {
    title: t('portal.bulk.opened'),
    width: 170,
    render: (_value: unknown, { opened }: BulkCandidate) => (
      <StateTag tone={opened ? 'ok' : 'warn'}>{t(opened ? 'portal.bulk.opened-yes' : 'portal.bulk.opened-no')}</StateTag>
    ),
  };
  return [shareType, stands, openedBefore];
}

function ClaimingDepartment({ candidate, choice }: { candidate: BulkCandidate; choice: Choice }) {
  const { t } = useWords();
  const department = choice.departmentOf(candidate);
  return (
    <DepartmentSelect
      label={t('portal.bulk.assign.for', { name: candidate.name })}
      {...(department === null ? {} : { known: department, value: department.id })}
      onChange={(id, name) => choice.name([candidate], id === undefined || name === undefined ? null : { id, name })}
    />
  );
}
