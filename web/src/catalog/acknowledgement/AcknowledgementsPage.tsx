import {
  acknowledgementSides,
  acknowledgementStates,
  exportAcknowledgements,
  listAcknowledgements,
  type AcknowledgementSummary,
} from '@karez/contract/catalog/acknowledgement';
import type { AnswerOf } from '@karez/contract/route';
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Segmented, Select, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useMe } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { stacked, type StackedColumn } from '../../ui/stacked.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { DueDay } from './DueDay.tsx';

type State = AcknowledgementSummary['state'];
type Side = (typeof acknowledgementSides)[number];
export const acknowledgementTones: Readonly<Record<State, Tone>> = {
  open: 'waiting',
  contested: 'warn',
  answered: 'waiting',
  acknowledged: 'ok',
  superseded: 'off',
  lapsed: 'off',
};
/** What each side is looked at with: the powers of those whose business it is. */
const sidesOf: Readonly<Record<Side, readonly string[]>> = {
  consumer: ['sharing.apply', 'sharing.consent-out', 'catalog.sign'],
  provider: ['catalog.register', 'catalog.review', 'catalog.sign'],
  authority: ['catalog.publish', 'catalog.verify-denial'],
};

/** The board that the address names: side, state, entry, and whether only what is overdue. */
function useBoard() {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const sides = acknowledgementSides.filter((side) => me.powers.some((power) => sidesOf[side].includes(power)));
  const side = acknowledgementSides.find((one) => one === search.get('side')) ?? sides.at(-1) ?? 'consumer';
  const state = acknowledgementStates.find((one) => one === search.get('state'));
  const entryId = search.get('entryId');
  const isOverdue = search.get('overdue') === 'yes';
  const filters = {
    side,
    ...(state === undefined ? {} : { state }),
    ...(entryId === null ? {} : { entryId }),
    ...(isOverdue ? ({ overdue: 'yes' } as const) : {}),
  };
  /** The same board with other filters; one that is empty goes. */
  const choose = (next: Readonly<Record<string, string>>) =>
    setSearch(Object.entries({ ...filters, ...next }).filter(([, value]) => value !== ''));
  return { sides, side, state, entryId, isOverdue, filters, choose, address: search.toString() };
}

/** 版本告知: who has taken note of which version, what waits first. */
export function AcknowledgementsPage() {
  const { t } = useWords();
  const board = useBoard();
  const { sides, side, state, filters, choose } = board;
  const position = useCursor(board.address);
  const told = useAnswer(listAcknowledgements, {
    query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const file = useDownload(exportAcknowledgements);
  return (
    <>
      <PageHead
        title={t('portal.menu.acknowledgements')}
        purpose={t('portal.acknowledgement.purpose')}
        actions={
          <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch({ query: filters })}>
            {t('portal.acknowledgement.export')}
          </Button>
        }
      />
      {file.error ? <Trouble error={file.error} /> : null}
      <Card>
        <div className="stack" style={{ gap: 12 }}>
          {sides.length > 1 ? (
            <Segmented
              aria-label={t('portal.acknowledgement.side')}
              style={{ alignSelf: 'flex-start' }}
              value={side}
              onChange={(next) => choose({ side: next, state: '' })}
              options={sides.map((value) => ({ value, label: t(`portal.acknowledgement.side.${value}`) }))}
            />
          ) : null}
          {board.entryId === null ? null : (
            <Button style={{ alignSelf: 'flex-start' }} onClick={() => choose({ entryId: '', state: '' })}>
              {t('portal.acknowledgement.all-entries')}
            </Button>
          )}
        </div>
        <Loaded query={told}>
          {({ answer }) => (
            <>
              <div className="row" style={{ marginBlock: 12, columnGap: 16 }}>
                <StateChoice answer={answer} state={state} onChoose={(next) => choose({ state: next })} />
                <Checkbox
                  checked={board.isOverdue}
                  disabled={!board.isOverdue && answer.overdue === 0}
                  onChange={({ target }) => choose({ overdue: target.checked ? 'yes' : '' })}
                >
                  {t('portal.acknowledgement.only-overdue', { count: answer.overdue })}
                </Checkbox>
              </div>
              <ToldTable told={answer.items} side={side} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

type Choice = { answer: AnswerOf<typeof listAcknowledgements>; state: State | undefined; onChoose: (state: string) => void };

/** Each choice says how many it opens. */
function StateChoice({ answer: { counts }, state, onChoose }: Choice) {
  const { t } = useWords();
  const countOf = (one: State): number => counts.find((counted) => counted.state === one)?.count ?? 0;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const option = (label: string, count: number) => t('portal.acknowledgement.option', { label, count });
  return (
    <Select
      aria-label={t('portal.acknowledgement.state')}
      style={{ minInlineSize: 240, maxInlineSize: '100%' }}
      value={state ?? ''}
      onChange={onChoose}
      options={[
        { value: '', label: option(t('portal.acknowledgement.all'), all) },
        ...acknowledgementStates.map((value) => ({ value, label: option(t(`catalog.acknowledgement.state.${value}`), countOf(value)) })),
      ]}
    />
  );
}

function ToldTable({ told, side }: { told: readonly AcknowledgementSummary[]; side: Side }) {
  const { t } = useWords();
  const other: StackedColumn<AcknowledgementSummary> =
    side === 'consumer'
      ? { title: t('portal.acknowledgement.provider'), width: 190, render: (_value, one) => <bdi>{one.providerName}</bdi> }
      : { title: t('portal.acknowledgement.department'), width: 190, render: (_value, one) => <bdi>{one.organisationName}</bdi> };
  const columns = stacked<AcknowledgementSummary>([
    {
      title: t('portal.acknowledgement.entry'),
      render: (_value, one) => (
        <Link to={paths.acknowledgement(one.id)}>
          <bdi>{one.entryName}</bdi>
        </Link>
      ),
    },
    other,
    {
      title: t('portal.acknowledgement.versions'),
      width: 130,
      render: (_value, one) => <bdi>{t('portal.acknowledgement.from-to', { from: one.from.version, to: one.to.version })}</bdi>,
    },
    { title: t('portal.acknowledgement.opened'), width: 120, render: (_value, one) => day(one.openedAt) },
    { title: t('portal.acknowledgement.due'), width: 150, render: (_value, one) => <DueDay clock={one.clock} /> },
    {
      title: t('portal.acknowledgement.state'),
      width: 190,
      render: (_value, one) => (
        <StateTag tone={acknowledgementTones[one.state]}>{t(`catalog.acknowledgement.state.${one.state}`)}</StateTag>
      ),
    },
  ]);
  return (
    <WideTable label={t('portal.menu.acknowledgements')} minWidth={900}>
      <Table<AcknowledgementSummary>
        className="stacked"
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={[...told]}
        pagination={false}
        locale={{ emptyText: <Blank says={t('portal.acknowledgement.none')} /> }}
      />
    </WideTable>
  );
}
