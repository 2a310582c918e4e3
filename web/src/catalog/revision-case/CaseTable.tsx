import type { RevisionCase } from '@karez/contract/catalog/revision-case';
import { Table } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { stacked } from '../../ui/stacked.tsx';
import { CaseStateTag } from './case-tags.tsx';
import { RestingPlaces } from './RestingPlaces.tsx';

type Shown = { cases: readonly RevisionCase[]; says: string; withEvent: boolean };

/** Cases with what each entry rests on, its term and where it stands; the entry is where they are worked on. */
export function CaseTable({ cases, says, withEvent }: Shown) {
  const { t } = useWords();
  const columns = stacked<RevisionCase>([
    {
      title: t('portal.revision-case.entry'),
      width: 200,
      render: (_value, { entry }) => (
        <Link to={paths.entry(entry.id)}>
          <bdi>{entry.name}</bdi>
          <div className="small soft">
            <bdi>{entry.providerName}</bdi> <bdi className="code">{entry.resourceCode}</bdi>
          </div>
        </Link>
      ),
    },
    { title: t('portal.revision-case.stands'), width: 130, render: (_value, given) => <CaseStateTag given={given} /> },
    { title: t('portal.revision-case.term'), width: 165, render: (_value, { clock }) => <ClockBadge clock={clock} /> },
    ...(withEvent
      ? [
          {
            title: t('portal.revision-case.because'),
            width: 190,
            render: (_value: unknown, { event }: RevisionCase) => (
              <Link to={paths.changeEvent(event.id)}>
                <bdi>{event.title}</bdi>
                <div className="small soft">
                  {t(`catalog.change-event.kind.${event.kind}`)} · {day(event.changedOn)}
                </div>
              </Link>
            ),
          },
        ]
      : []),
    { title: t('portal.revision-case.rests-on'), render: (_value, { restsOn }) => <RestingPlaces places={restsOn} /> },
  ]);
  return (
    <Table<RevisionCase>
      className="stacked"
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...cases]}
      pagination={false}
      // An empty table has nothing to scroll to, and nothing in it that a keyboard could reach.
      {...(cases.length > 0 ? { scroll: { x: withEvent ? 940 : 760 } } : {})}
      locale={{ emptyText: <Blank says={says} /> }}
    />
  );
}
