import { listRevisionCases, revisionCaseStates } from '@karez/contract/catalog/revision-case';
import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { CaseTable } from './CaseTable.tsx';

const shown = ['all', ...revisionCaseStates, 'overdue'] as const;

/** Cases of one event, or of everything that the reader sees, by where they stand; the address keeps the choice. */
export function CaseList({ eventId, scope = 'all' }: { eventId?: string; scope?: 'all' | 'mine' }) {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const chosen = shown.find((one) => one === search.get('state')) ?? 'all';
  const position = useCursor(`${eventId ?? ''} ${scope} ${chosen}`);
  const cases = useAnswer(listRevisionCases, {
    query: {
      scope,
      ...(eventId === undefined ? {} : { event: eventId }),
      ...(chosen === 'overdue' ? { overdue: 'yes' } : {}),
      ...(chosen === 'all' || chosen === 'overdue' ? {} : { state: chosen }),
      ...(position.cursor === undefined ? {} : { cursor: position.cursor }),
    },
  });
  const choose = (next: string) => {
    const kept = Object.fromEntries([...search].filter(([name]) => name !== 'state'));
    setSearch(next === 'all' ? kept : { ...kept, state: next });
  };
  const label = (one: (typeof shown)[number]) =>
    one === 'all' || one === 'overdue' ? t(`portal.revision-case.${one}`) : t(`catalog.revision-case.state.${one}`);
  return (
    <>
      <Segmented
        aria-label={t('portal.revision-case.stands')}
        style={{ marginBlockEnd: 12 }}
        value={chosen}
        onChange={choose}
        options={shown.map((value) => ({ value, label: label(value) }))}
      />
      <Loaded query={cases}>
        {({ answer }) => (
          <>
            <CaseTable cases={answer.items} withEvent={eventId === undefined} says={t('portal.revision-case.none')} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
    </>
  );
}
