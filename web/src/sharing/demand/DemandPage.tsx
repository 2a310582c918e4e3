import { getDemand, type Demand } from '@karez/contract/sharing/demand';
import { Breadcrumb, Card } from 'antd';
import { Link, useParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { DemandAside } from './DemandAside.tsx';
import { DemandDeeds } from './DemandDeeds.tsx';
import { DemandFacts } from './DemandFacts.tsx';
import { DemandForm } from './DemandForm.tsx';
import { DemandMatches } from './DemandMatches.tsx';
import { DemandReply } from './DemandReply.tsx';
import { DemandStateTag } from './DemandStateTag.tsx';

/** One demand: a form while it is a draft, afterwards the case with its clock, answer and history; beside it what the catalogue has already. */
export function DemandPage() {
  const { demandId = '' } = useParams();
  const demand = useAnswer(getDemand, { params: { demandId } });
  return <Loaded query={demand}>{({ answer }) => <ShownDemand key={answer.id} demand={answer} />}</Loaded>;
}

function ShownDemand({ demand }: { demand: Demand }) {
  const { t } = useWords();
  const isDraft = demand.state === 'draft' && demand.allowed['save']?.allowed === true;
  const isOver = ['promised', 'fulfilled', 'served', 'refused', 'withdrawn'].includes(demand.state);
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.demands()}>{t('portal.menu.demands')}</Link> },
              { title: demand.no ?? t('portal.sharing.no-number') },
            ]}
          />
        }
        title={
          <span className="row">
            <bdi>{demand.name === '' ? t('portal.demand.unnamed') : demand.name}</bdi>
            <DemandStateTag state={demand.state} overdue={demand.promiseOverdue} />
          </span>
        }
        purpose={isDraft ? t('portal.demand.draft-purpose') : t(`portal.demand.now.${demand.state}`)}
        actions={<DemandDeeds demand={demand} />}
      />
      <div className="columns">
        <div className="stack">
          <DemandReply demand={demand} />
          {isDraft ? (
            <DemandForm demand={demand} />
          ) : (
            <Card title={t('portal.demand.asked-for')}>
              <DemandFacts demand={demand} />
            </Card>
          )}
        </div>
        <div className="stack">
          {isOver ? null : <DemandMatches demand={demand} />}
          <DemandAside demand={demand} />
        </div>
      </div>
    </>
  );
}
