import { declarePurposeDone } from '@karez/contract/sharing/disposal';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { paths } from '../../paths.ts';

/** The disposal of the data of a grant that has ended. */
export function DisposalNote({ grant: { disposal } }: { grant: GrantAnswer }) {
  const { t } = useWords();
  if (!disposal) return null;
  const isDone = disposal.state === 'certified' || disposal.state === 'passed';
  return (
    <Alert
      type={isDone ? 'success' : 'warning'}
      showIcon
      title={t('portal.disposal.see', { no: disposal.no, state: t(`sharing.disposal-state.${disposal.state}`) })}
      description={<Link to={paths.disposal(disposal.id)}>{t('portal.disposal.open')}</Link>}
    />
  );
}

/** The holder's head says that the data is needed no more. */
export function PurposeDoneButton({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'declare'>();
  const deed = useDeed(declarePurposeDone, ['sharing.', 'catalog.', 'desk.']);
  return (
    <>
      <DeedButton allowed={grant.allowed} action="declare-purpose-done" danger onClick={() => show('declare')}>
        {t('portal.disposal.deed.declare')}
      </DeedButton>
      <SignDialog
        open={open === 'declare'}
        title={t('portal.disposal.deed.declare')}
        says={t('portal.disposal.says.declare')}
        signs
        danger
        opinionLabel={t('portal.disposal.why')}
        busy={deed.isPending}
        error={deed.error}
        onCancel={close}
        onDone={({ opinion, code }) => deed.mutate({ params: { grantId: grant.id }, body: { reason: opinion, code } }, { onSuccess: done })}
      />
    </>
  );
}
