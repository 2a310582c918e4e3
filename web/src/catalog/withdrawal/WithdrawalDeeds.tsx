import { abandonDraft, resumeDraft, withdrawRevision } from '@karez/contract/catalog/withdrawal';
import type { Entry } from '@karez/contract/catalog/answers';
import { App } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { concerns, staleAfterStep } from '../deeds.ts';

const actions = ['withdraw-revision', 'abandon-draft', 'resume-draft'] as const;
type Action = (typeof actions)[number];

/** A draft of a published entry is a change: its words differ, the deed is the same. */
function wordOf(action: Action, entry: Entry): string {
  return action === 'abandon-draft' && entry.state !== 'unpublished' ? 'abandon-change' : action;
}

/** 撤回、放弃、恢复登记: each with a reason. */
export function WithdrawalDeeds({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Action | null>(null);
  const deeds = {
    'withdraw-revision': useDeed(withdrawRevision, staleAfterStep),
    'abandon-draft': useDeed(abandonDraft, staleAfterStep),
    'resume-draft': useDeed(resumeDraft, staleAfterStep),
  };
  const ask = (action: Action) => () => {
    deeds[action].reset();
    setOpen(action);
  };
  const done = () => {
    setOpen(null);
    void message.success(t('portal.done'));
  };
  return (
    <>
      {actions
        .filter((action) => concerns(entry.allowed, action))
        .map((action) => (
          <DeedButton key={action} allowed={entry.allowed} action={action} onClick={ask(action)}>
            {t(`portal.catalog.deed.${wordOf(action, entry)}`)}
          </DeedButton>
        ))}
      {open === null ? null : (
        <SignDialog
          key={open}
          open
          title={t(`portal.catalog.deed.${wordOf(open, entry)}`)}
          says={t(`portal.catalog.ask-says.${wordOf(open, entry)}`)}
          signs={false}
          danger={open !== 'resume-draft'}
          opinionLabel={t('portal.catalog.withdrawal-reason')}
          busy={deeds[open].isPending}
          error={deeds[open].error}
          onDone={({ opinion }) =>
            deeds[open].mutate({ params: { entryId: entry.id }, ifMatch: entry.revision, body: { reason: opinion } }, { onSuccess: done })
          }
          onCancel={() => setOpen(null)}
        />
      )}
    </>
  );
}
