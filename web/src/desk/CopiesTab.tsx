import { exportNotices, listNotices } from '@karez/contract/desk';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { LedgerButton } from '../client/LedgerButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { Blank } from '../ui/Blank.tsx';
import { InboxFilters, useInboxSearch } from './InboxFilters.tsx';
import { NoticeList } from './NoticeList.tsx';

/** 抄送: what the reader is told of and need not act on. */
export function CopiesTab() {
  const { t } = useWords();
  const { search, narrowing, choose } = useInboxSearch();
  const position = useCursor(search.toString());
  const filters = { tab: 'copies' as const, ...narrowing };
  const copies = useAnswer(listNotices, { query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const isNarrowed = Object.keys(narrowing).length > 0;
  return (
    <Loaded query={copies}>
      {({ answer }) => (
        <>
          {answer.kinds.length === 0 ? null : (
            <InboxFilters kinds={answer.kinds} narrowing={narrowing} onChoose={choose}>
              <LedgerButton route={exportNotices} input={{ query: filters }} />
            </InboxFilters>
          )}
          {answer.items.length === 0 ? (
            <Blank says={t(isNarrowed ? 'portal.desk.nothing-found' : 'portal.desk.nothing-copies')} />
          ) : (
            <NoticeList notices={answer.items} />
          )}
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}
