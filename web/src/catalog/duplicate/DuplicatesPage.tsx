import { DownloadOutlined } from '@ant-design/icons';
import { duplicateStatuses, exportDuplicates, listDuplicates, reportDuplicates } from '@karez/contract/catalog/duplicate';
import { Button, Card } from 'antd';
import { useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { DayField } from '../../ui/DayField.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DuplicateCounts } from './DuplicateCounts.tsx';
import { DuplicateTable } from './DuplicateTable.tsx';
import type { DuplicateChoice } from './duplicate-choice.ts';

const dayForm = /^\d{4}-\d{2}-\d{2}$/u;

/** What the address asks for, as far as it is known. */
function choiceFrom(search: URLSearchParams): DuplicateChoice {
  const status = duplicateStatuses.find((one) => one === search.get('status'));
  const text = (name: string) => search.get(name) ?? '';
  return {
    ...(status === undefined ? {} : { status }),
    ...(text('organisationId') === '' ? {} : { organisationId: text('organisationId') }),
    ...(dayForm.test(text('from')) ? { from: text('from') } : {}),
    ...(dayForm.test(text('to')) ? { to: text('to') } : {}),
  };
}

/** 重复采集报告: by department and in all, each number opening its list; a department sees itself, the authority its region (91-4.1). */
export function DuplicatesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const choice = choiceFrom(search);
  const period = { ...(choice.from ? { from: choice.from } : {}), ...(choice.to ? { to: choice.to } : {}) };
  const position = useCursor(search.toString());
  const report = useAnswer(reportDuplicates, { query: period });
  const rows = useAnswer(listDuplicates, { query: { ...choice, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const file = useDownload(exportDuplicates);
  const choose = (next: DuplicateChoice) =>
    setSearch(Object.entries(next).filter((one): one is [string, string] => typeof one[1] === 'string' && one[1] !== ''));
  return (
    <>
      <PageHead
        title={t('portal.menu.duplicates')}
        purpose={t('portal.duplicate.purpose')}
        actions={
          <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({ query: choice })}>
            {t('portal.duplicate.export')}
          </Button>
        }
      />
      <div className="stack">
        {file.error ? <Trouble error={file.error} /> : null}
        <Card
          title={t('portal.duplicate.by-department')}
          extra={
            <span className="row">
              <DayField
                width={220}
                aria-label={t('portal.duplicate.from')}
                prefix={t('portal.duplicate.from')}
                value={choice.from ?? null}
                onChange={(from) => choose({ ...choice, from })}
              />
              <DayField
                width={220}
                aria-label={t('portal.duplicate.to')}
                prefix={t('portal.duplicate.to')}
                value={choice.to ?? null}
                onChange={(to) => choose({ ...choice, to })}
              />
            </span>
          }
        >
          <Loaded query={report}>{({ answer }) => <DuplicateCounts report={answer} choice={choice} onChoose={choose} />}</Loaded>
        </Card>
        <Card title={t(choice.status ? `catalog.duplicate.status.${choice.status}` : 'portal.duplicate.all')}>
          {choice.status ? <p className="soft">{t(`portal.duplicate.says.${choice.status}`)}</p> : null}
          <Loaded query={rows}>
            {({ answer }) => (
              <>
                <DuplicateTable rows={answer.items} />
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )}
          </Loaded>
        </Card>
      </div>
    </>
  );
}
