import { publishEntry, returnEntry, reviewEntry, signEntry, submitEntry } from '@karez/contract/catalog';
import type { Entry } from '@karez/contract/catalog/answers';
import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { SignDialog } from '../client/SignDialog.tsx';
import { paths } from '../paths.ts';
import { ChangeDialog } from './ChangeDialog.tsx';
import { concerns, staleAfterStep } from './deeds.ts';
import { DenialDialog } from './DenialDialog.tsx';
import { StatusDeeds } from './StatusDeeds.tsx';
import { OpinionPicker } from './opinion/OpinionPicker.tsx';
import { ClaimDeeds } from './claim/ClaimDeeds.tsx';
import { WithdrawalDeeds } from './withdrawal/WithdrawalDeeds.tsx';

type Asking = 'submit' | 'review' | 'sign' | 'publish' | 'return';
type Open = Asking | 'verify-denial' | 'open-change';
type Given = { readonly opinion: string; readonly code: string };

function useSteps(entry: Entry, done: (left: boolean) => void) {
  const submit = useDeed(submitEntry, staleAfterStep);
  const review = useDeed(reviewEntry, staleAfterStep);
  const sign = useDeed(signEntry, staleAfterStep);
  const publish = useDeed(publishEntry, staleAfterStep);
  const sendBack = useDeed(returnEntry, staleAfterStep);
  const about = { params: { entryId: entry.id }, ifMatch: entry.revision };
  const stays = { onSuccess: () => done(false) };
  const run = (asking: Asking, { opinion, code }: Given) => {
    if (asking === 'submit') submit.mutate({ ...about, body: { note: opinion } }, stays);
    else if (asking === 'review') review.mutate({ ...about, body: { opinion } }, stays);
    else if (asking === 'sign') sign.mutate({ ...about, body: { opinion, secondFactor: code } }, stays);
    else if (asking === 'publish') publish.mutate({ ...about, body: { opinion } }, stays);
    else sendBack.mutate({ ...about, body: { opinion } }, { onSuccess: ({ answer }) => done(answer.entry === null) });
  };
  const all = [submit, review, sign, publish, sendBack];
  return {
    run,
    busy: all.some((deed) => deed.isPending),
    error: all.map((deed) => deed.error).find((error) => error !== null) ?? null,
    reset: () => all.forEach((deed) => deed.reset()),
  };
}

/** The steps of an entry that are open to the reader: each asks for an opinion, a signature for the second factor as well. */
export function EntryDeeds({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const after = (left: boolean) => {
    setOpen(null);
    void message.success(t('portal.done'));
    if (left) void navigate(paths.entryWork());
  };
  const steps = useSteps(entry, after);
  const { allowed } = entry;
  const ask = (next: Open) => () => {
    steps.reset();
    setOpen(next);
  };
  const button = (action: string, does: () => void, type: 'primary' | 'default' = 'primary') =>
    concerns(allowed, action) ? (
      <DeedButton key={action} allowed={allowed} action={action} type={type} onClick={does}>
        {t(`portal.catalog.deed.${action}`)}
      </DeedButton>
    ) : null;
  const asks = open !== null && open !== 'verify-denial' && open !== 'open-change' ? open : null;
  return (
    <>
      {button('return', ask('return'), 'default')}
      {button('adjust-entry', () => void navigate(paths.adjustEntry(entry.id)), 'default')}
      {button('open-change', ask('open-change'), 'default')}
      {button('update-draft', () => void navigate(paths.editEntry(entry.id)), 'default')}
      {button('submit', ask('submit'))}
      {button('review', ask('review'))}
      {button('sign', ask('sign'))}
      {button('publish', ask('publish'))}
      {button('verify-denial', ask('verify-denial'))}
      <WithdrawalDeeds entry={entry} />
      <ClaimDeeds entry={entry} />
      <StatusDeeds entry={entry} />
      {asks ? (
        <SignDialog
          key={`ask ${asks}`}
          open
          title={t(`portal.catalog.ask.${asks}`)}
          says={t(`portal.catalog.ask-says.${asks}`)}
          signs={asks === 'sign'}
          danger={asks === 'return'}
          {...(asks === 'submit' ? {} : { insert: (write) => <OpinionPicker kind={asks} onPick={write} /> })}
          {...(asks === 'return' ? {} : { templates: [t(`portal.catalog.opinion.${asks}`)] })}
          busy={steps.busy}
          error={steps.error}
          onDone={(given) => steps.run(asks, given)}
          onCancel={() => setOpen(null)}
        />
      ) : null}
      {open === 'verify-denial' ? <DenialDialog entry={entry} onDone={after} onCancel={() => setOpen(null)} /> : null}
      {open === 'open-change' ? <ChangeDialog entry={entry} onCancel={() => setOpen(null)} /> : null}
    </>
  );
}
