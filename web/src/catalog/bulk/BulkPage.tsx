import { BULK_MAX, bulkDeeds, listBulkCandidates, type BulkDeed, type BulkResult } from '@karez/contract/catalog/bulk';
import { Button, Card, Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { AssignAll } from './AssignAll.tsx';
import { BulkDialog, isBackward } from './BulkDialog.tsx';
import { BulkResults } from './BulkResults.tsx';
import { CandidateTable } from './CandidateTable.tsx';
import { useChoice } from './use-choice.ts';
import { SearchField } from '../../client/SearchField.tsx';

/** Deeds that the reader's posts let them do for several entries. */
function useDeeds(): readonly BulkDeed[] {
  const registers = usePower('catalog.register');
  const publishes = usePower('catalog.publish');
  const reviews = usePower('catalog.review');
  const signs = usePower('catalog.sign');
  const mine: Readonly<Record<BulkDeed, boolean>> = {
    submit: registers,
    withdraw: registers,
    publish: publishes,
    return: publishes || reviews || signs,
    list: signs,
    assign: publishes,
  };
  return bulkDeeds.filter((deed) => mine[deed]);
}

/** 批量办理: the same deed for several entries, each decided by itself; what was not opened since it changed is not approved. */
export function BulkPage() {
  const { t } = useWords();
  const deeds = useDeeds();
  const [search, setSearch] = useSearchParams();
  const deed = deeds.find((one) => one === search.get('deed')) ?? deeds[0];
  return (
    <>
      <PageHead title={t('portal.menu.bulk')} purpose={t('portal.bulk.purpose')} />
      <Card>
        {deed === undefined ? (
          <span className="soft">{t('portal.bulk.no-deed')}</span>
        ) : (
          <>
            <Tabs
              activeKey={deed}
              onChange={(next) => setSearch({ deed: next })}
              items={deeds.map((key) => ({ key, label: t(`portal.bulk.deed.${key}`) }))}
            />
            <Candidates key={deed} deed={deed} />
          </>
        )}
      </Card>
    </>
  );
}

function Candidates({ deed }: { deed: BulkDeed }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const position = useCursor(`${deed} ${text}`);
  const candidates = useAnswer(listBulkCandidates, {
    params: { deed },
    query: { ...(position.cursor === undefined ? {} : { cursor: position.cursor }), ...(text === '' ? {} : { text }) },
  });
  const choice = useChoice();
  const [asking, setAsking] = useState(false);
  const [results, setResults] = useState<readonly BulkResult[]>([]);
  const done = (rows: readonly BulkResult[]) => {
    setAsking(false);
    choice.clear();
    setResults(rows);
  };
  const { chosen, departmentOf } = choice;
  const lacking = deed === 'assign' ? chosen.filter((candidate) => departmentOf(candidate) === null).length : 0;
  return (
    <div className="stack">
      <p className="soft" style={{ margin: 0 }}>
        {t(`portal.bulk.says.${deed}`)}
      </p>
      {results.length > 0 ? <BulkResults results={results} onClose={() => setResults([])} /> : null}
      <SearchField
        style={{ maxInlineSize: 420 }}
        aria-label={t('portal.bulk.find')}
        placeholder={t('portal.bulk.find')}
        onSearch={(words) => setText(words.trim())}
      />
      <Loaded query={candidates}>
        {({ answer }) => (
          <>
            <div className="row">
              <Button
                type="primary"
                danger={isBackward(deed)}
                disabled={chosen.length === 0 || lacking > 0}
                onClick={() => setAsking(true)}
              >
                {t(`portal.bulk.do.${deed}`, { count: chosen.length })}
              </Button>
              <span className="soft small">{t('portal.bulk.chosen', { count: chosen.length, max: BULK_MAX })}</span>
              {lacking > 0 ? <span className="small">{t('portal.bulk.assign.lacking', { count: lacking })}</span> : null}
            </div>
            {deed === 'assign' ? <AssignAll choice={choice} /> : null}
            <CandidateTable deed={deed} candidates={answer.items} choice={choice} text={text} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
      {asking ? <BulkDialog deed={deed} choice={choice} onDone={done} onCancel={() => setAsking(false)} /> : null}
    </div>
  );
}
