import { listDelegations, type DelegationsAnswer } from '@karez/contract/desk/delegation';
import { Button, Card, Tabs } from 'antd';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DelegateDialog } from './DelegateDialog.tsx';
import { DelegationTable } from './DelegationTable.tsx';

const lists = ['given', 'received', 'unit'] as const;

const can = ({ handling, signatures }: DelegationsAnswer) => handling.length + signatures.length > 0;

/** 代办与AB岗: who acts for the reader, for whom the reader acts, and for the heads what goes on so in their unit. */
export function DelegationsPage() {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'new'>();
  const delegations = useAnswer(listDelegations, {});
  const leads = usePower('desk.oversee');
  return (
    <>
      <PageHead
        title={t('portal.menu.delegations')}
        purpose={t('portal.delegation.purpose')}
        actions={
          <Button
            type="primary"
            disabled={!delegations.data || !can(delegations.data.answer)}
            {...(delegations.data && !can(delegations.data.answer) ? { title: t('refusal.desk.delegation.nothing') } : {})}
            onClick={() => show('new')}
          >
            {t('portal.delegation.new')}
          </Button>
        }
      />
      <Card>
        <Loaded query={delegations}>
          {({ answer }) => (
            <>
              <Tabs
                defaultActiveKey={answer.given.length === 0 && answer.received.length > 0 ? 'received' : 'given'}
                items={lists
                  .filter((key) => key !== 'unit' || leads)
                  .map((key) => ({
                    key,
                    label: `${t(`portal.delegation.${key}`)} ${answer[key].length}`,
                    children: <DelegationTable delegations={answer[key]} label={t(`portal.delegation.${key}`)} />,
                  }))}
              />
              {open === 'new' ? <DelegateDialog answer={answer} onDone={done} onCancel={close} /> : null}
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
