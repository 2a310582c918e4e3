import { begunStates, exportBegun, listBegun, type BegunAnswer } from '@karez/contract/desk';
import { Checkbox, Segmented, Tag } from 'antd';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { dayAndTime, termEnd } from '../client/dates.ts';
import { LedgerButton } from '../client/LedgerButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { Blank } from '../ui/Blank.tsx';
import { InboxFilters, useInboxSearch } from './InboxFilters.tsx';
import { Line } from './Line.tsx';

/** 我发起: what the reader's post has started, and where each case stands. */
export function BegunTab() {
  const { t } = useWords();
  const { search, narrowing, choose } = useInboxSearch();
  const position = useCursor(search.toString());
  const state = begunStates.find((one) => one === search.get('state')) ?? 'running';
  const isMine = search.get('mine') === 'yes';
  const filters = { state, ...narrowing, ...(isMine ? { mine: 'yes' as const } : {}) };
  const begun = useAnswer(listBegun, { query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const isNarrowed = Object.keys(filters).length > 1 || state !== 'running';
  return (
    <Loaded query={begun}>
      {({ answer }) => (
        <>
          <InboxFilters kinds={answer.kinds} narrowing={narrowing} onChoose={choose}>
            <Segmented
              aria-label={t('portal.desk.begun-state')}
              value={state}
              options={begunStates.map((value) => ({ value, label: t(`desk.begun-state.${value}`) }))}
              onChange={(value) => choose({ state: value })}
            />
            <Checkbox checked={isMine} onChange={({ target }) => choose({ mine: target.checked ? 'yes' : undefined })}>
              {t('portal.desk.mine-only')}
            </Checkbox>
            <LedgerButton route={exportBegun} input={{ query: filters }} />
          </InboxFilters>
          {answer.items.length === 0 ? (
            <Blank says={t(isNarrowed ? 'portal.desk.nothing-found' : 'portal.desk.nothing-begun')} />
          ) : (
            <ul className="lines">
              {answer.items.map((one) => (
                <BegunLine key={one.id} begun={one} />
              ))}
            </ul>
          )}
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}

function BegunLine({ begun }: { begun: BegunAnswer }) {
  const { t } = useWords();
  const { starter, dueAt } = begun;
  return (
    <Line
      title={<Link to={begun.link}>{t(begun.title.key, begun.title.params)}</Link>}
      below={starter.mine ? t('portal.desk.started-by-me') : t('portal.desk.started-by', { starter: starter.title })}
    >
      <Tag color={begun.endedAt === null ? 'processing' : 'default'}>{t(begun.stateKey)}</Tag>
      {dueAt === null ? t('portal.desk.moved', { at: dayAndTime(begun.movedAt) }) : t('portal.desk.due', { at: termEnd(dueAt) })}
    </Line>
  );
}
