import { listHandovers, readHandover, type HandedLine, type HandedOutcome, type HandoverAnswer } from '@karez/contract/desk/handover';
import { Button, Card, Drawer, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { Line } from '../Line.tsx';

const tones: Record<HandedOutcome, Tone> = { handed: 'ok', ended: 'off', left: 'warn' };

/** 工作移交: what went from whom to whom, and the way to hand over. */
export function HandoversPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const position = useCursor('');
  const handovers = useAnswer(listHandovers, { query: position.cursor === undefined ? {} : { cursor: position.cursor } });
  return (
    <>
      <PageHead
        title={t('portal.menu.handover')}
        purpose={t('portal.handover.purpose')}
        actions={
          <Button type="primary" onClick={() => void navigate(paths.newHandover())}>
            {t('portal.handover.new')}
          </Button>
        }
      />
      <Card>
        <Loaded query={handovers}>
          {({ answer }) => (
            <>
              <HandoverTable handovers={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function HandoverTable({ handovers }: { handovers: readonly HandoverAnswer[] }) {
  const { t } = useWords();
  const [shown, setShown] = useState<HandoverAnswer | null>(null);
  return (
    <>
      <Table<HandoverAnswer>
        rowKey="id"
        size="middle"
        aria-label={t('portal.handover.list')}
        dataSource={[...handovers]}
        pagination={false}
        {...(handovers.length > 0 ? { scroll: { x: 840 } } : {})}
        locale={{ emptyText: <Blank says={t('portal.handover.none')} /> }}
        columns={[
          {
            title: t('portal.handover.no'),
            width: 130,
            render: (_value, { no, at }) => (
              <>
                <span className="code">{no}</span>
                <div className="small soft">{dayAndTime(at)}</div>
              </>
            ),
          },
          { title: t('portal.handover.from'), width: 150, render: (_value, { from }) => <bdi>{from.title}</bdi> },
          { title: t('portal.handover.to'), width: 160, render: (_value, { to }) => <bdi>{to.title}</bdi> },
          { title: t('portal.handover.outcome'), width: 180, render: (_value, { counts }) => t('portal.handover.outcomes', counts) },
          { title: t('portal.handover.reason'), render: (_value, { reason }) => <bdi>{reason}</bdi> },
          {
            title: '',
            width: 90,
            render: (_value, one) => (
              <Button size="small" onClick={() => setShown(one)}>
                {t('portal.handover.open')}
              </Button>
            ),
          },
        ]}
      />
      <Drawer open={shown !== null} title={shown?.no} onClose={() => setShown(null)} size="large">
        {shown === null ? null : <Details handoverId={shown.id} />}
      </Drawer>
    </>
  );
}

/** One hand-over, line by line, with why something was left. */
function Details({ handoverId }: { handoverId: string }) {
  const { t } = useWords();
  const handover = useAnswer(readHandover, { params: { handoverId } });
  return (
    <Loaded query={handover}>
      {({ answer }) => (
        <>
          <Facts
            columns={1}
            facts={[
              { label: t('portal.handover.from'), value: answer.from.title },
              { label: t('portal.handover.to'), value: answer.to.title },
              { label: t('portal.handover.by'), value: answer.by.title },
              { label: t('portal.handover.at'), value: dayAndTime(answer.at) },
              { label: t('portal.handover.reason'), value: answer.reason },
            ]}
          />
          <ul className="lines" style={{ marginBlockStart: 16 }}>
            {answer.lines.map((line) => (
              <HandedLineShown key={`${line.kind} ${line.id}`} line={line} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function HandedLineShown({ line: { title, link, outcome, because } }: { line: HandedLine }) {
  const { t } = useWords();
  const words = <bdi>{t(title.key, title.params)}</bdi>;
  return (
    <Line
      title={outcome === 'ended' ? words : <Link to={link}>{words}</Link>}
      below={because === null ? undefined : t(`refusal.${because.code}`, because.params)}
    >
      <StateTag tone={tones[outcome]}>{t(`portal.handover.outcome.${outcome}`)}</StateTag>
    </Line>
  );
}
