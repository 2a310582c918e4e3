import { closeStoppage, explainStoppage, listStoppages, type Stoppage, type StoppageState } from '@karez/contract/sharing/stoppage';
import { Card, Table, Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { together, useOneDialog } from '../../client/one-dialog.ts';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<StoppageState, Tone>> = {
  watched: 'waiting',
  found: 'danger',
  filed: 'ok',
  restored: 'ok',
  lapsed: 'off',
  closed: 'off',
};

/** 未备案停止服务: services of running grants that stopped, and of which nothing was filed (809-27). */
export function StoppagesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const entry = search.get('entry');
  const isAll = search.get('state') === 'all';
  const position = useCursor(search.toString());
  const query = { ...(isAll ? {} : { state: 'open' as const }), ...(entry ? { entry } : {}) };
  const page = position.cursor === undefined ? {} : { cursor: position.cursor };
  const stoppages = useAnswer(listStoppages, { query: { ...query, ...page } });
  return (
    <>
      <PageHead title={t('portal.menu.stoppages')} purpose={t('portal.stoppage.purpose')} />
      <Card>
        <Tabs
          activeKey={isAll ? 'all' : 'open'}
          onChange={(state) => setSearch({ ...(entry ? { entry } : {}), state })}
          items={(['open', 'all'] as const).map((key) => ({ key, label: t(`portal.stoppage.${key}`) }))}
        />
        <Loaded query={stoppages}>
          {({ answer }) => (
            <>
              <StoppageTable stoppages={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function StoppageTable({ stoppages }: { stoppages: readonly Stoppage[] }) {
  const { t } = useWords();
  return (
    <Table<Stoppage>
      rowKey="id"
      size="middle"
      dataSource={[...stoppages]}
      pagination={false}
      {...(stoppages.length > 0 ? { scroll: { x: 1260 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.stoppage.none')} /> }}
      columns={[
        { title: t('portal.stoppage.about'), width: 320, render: (_value, row) => <About stoppage={row} /> },
        {
          title: t('portal.stoppage.state'),
          width: 170,
          render: (_value, { state }) => <StateTag tone={tones[state]}>{t(`sharing.stoppage-state.${state}`)}</StateTag>,
        },
        { title: t('portal.sharing.clock'), width: 165, render: (_value, { clock }) => <ClockBadge clock={clock} /> },
        { title: t('portal.stoppage.since'), width: 150, render: (_value, { since }) => dayAndTime(since) },
        { title: t('portal.stoppage.grants'), width: 90, render: (_value, { grantCount }) => grantCount },
        { title: t('portal.stoppage.provider'), render: (_value, { provider }) => <bdi>{provider.name}</bdi> },
        { key: 'deeds', width: 120, render: (_value, row) => <StoppageDeeds stoppage={row} /> },
      ]}
    />
  );
}

function About({ stoppage: { entry, cause, explanation, conclusion } }: { stoppage: Stoppage }) {
  const { t } = useWords();
  return (
    <>
      <Link to={paths.entry(entry.id)}>
        <bdi>{entry.name}</bdi>
      </Link>
      <div className="small soft">{t(`sharing.stoppage-cause.${cause}`)}</div>
      {explanation ? <div className="small pre">{t('portal.stoppage.explanation', { words: explanation.words })}</div> : null}
      {conclusion ? <div className="small pre">{t('portal.stoppage.conclusion', { words: conclusion.words })}</div> : null}
    </>
  );
}

const deeds = ['explain', 'close'] as const;
const stale = ['sharing.', 'desk.'];

function StoppageDeeds({ stoppage }: { stoppage: Stoppage }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<(typeof deeds)[number]>();
  const explain = useDeed(explainStoppage, stale);
  const conclude = useDeed(closeStoppage, stale);
  const { busy, error, reset } = together([explain, conclude]);
  const params = { stoppageId: stoppage.id };
  return (
    <>
      {deeds
        .filter((deed) => stoppage.allowed[deed]?.allowed === true)
        .map((deed) => (
          <DeedButton
            key={deed}
            allowed={stoppage.allowed}
            action={deed}
            onClick={() => {
              reset();
              show(deed);
            }}
          >
            {t(`portal.stoppage.deed.${deed}`)}
          </DeedButton>
        ))}
      {open ? (
        <SignDialog
          open
          title={t(`portal.stoppage.deed.${open}`)}
          says={t(`portal.stoppage.says.${open}`)}
          signs={false}
          opinionLabel={t('portal.stoppage.words')}
          busy={busy}
          error={error}
          onDone={({ opinion }) =>
            (open === 'explain' ? explain : conclude).mutate({ params, body: { words: opinion } }, { onSuccess: done })
          }
          onCancel={close}
        />
      ) : null}
    </>
  );
}
