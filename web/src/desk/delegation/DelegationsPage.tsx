import { delegationTabs, listDelegations, readDelegable, type DelegableAnswer, type DelegationTab } from '@karez/contract/desk/delegation';
import { Button, Card, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DelegateDialog } from './DelegateDialog.tsx';
import { DelegationTable } from './DelegationTable.tsx';

const can = ({ work, signatures }: DelegableAnswer) => work.length + signatures.length > 0;

/** 代办与AB岗: who acts for the reader, for whom the reader acts, and for the heads what goes on so in their unit. */
export function DelegationsPage() {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'new'>();
  const delegable = useAnswer(readDelegable, {});
  const barred = delegable.data && !can(delegable.data.answer) ? t('refusal.desk.delegation.nothing') : undefined;
  return (
    <>
      <PageHead
        title={t('portal.menu.delegations')}
        purpose={t('portal.delegation.purpose')}
        actions={
          <Button
            type="primary"
            disabled={!delegable.data || barred !== undefined}
            {...(barred === undefined ? {} : { title: barred })}
            onClick={() => show('new')}
          >
            {t('portal.delegation.new')}
          </Button>
        }
      />
      <Card>
        <DelegationTabs />
      </Card>
      {open === 'new' && delegable.data ? <DelegateDialog answer={delegable.data.answer} onDone={done} onCancel={close} /> : null}
    </>
  );
}

/** The lists; which one stands in the address. Each number is that of the list behind it. */
function DelegationTabs() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab');
  const tab: DelegationTab = asked === 'received' || asked === 'unit' ? asked : 'given';
  const leads = usePower('desk.oversee');
  const position = useCursor(tab);
  const delegations = useAnswer(listDelegations, {
    query: { tab, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <Loaded query={delegations}>
      {({ answer }) => (
        <>
          <Tabs
            activeKey={tab}
            onChange={(key) => setSearch({ tab: key })}
            items={delegationTabs
              .filter((key) => key !== 'unit' || leads)
              .map((key) => ({ key, label: `${t(`portal.delegation.${key}`)} ${answer.counts[key]}` }))}
          />
          <DelegationTable delegations={answer.items} label={t(`portal.delegation.${tab}`)} />
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}
