import {
  applyFromDemand,
  confirmDemandRefusal,
  recallDemand,
  returnDemand,
  sendDemand,
  signDemandAnswer,
  withdrawDemand,
  type Demand,
} from '@karez/contract/sharing/demand';
import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { AnswerDrawer } from './AnswerDrawer.tsx';
import { AssignDialog, type Asked } from './AssignDialog.tsx';
import { FulfilDialog } from './FulfilDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';

const stale = ['sharing.', 'desk.'];

const asks = ['send', 'return-to-clerk', 'withdraw', 'return', 'recall', 'confirm-refusal', 'sign', 'return-to-handler'] as const;
type Asking = (typeof asks)[number];
const signed: readonly Asking[] = ['send', 'confirm-refusal', 'sign'];

/** Which route does what each dialog asks. */
function useDeeds(demand: Demand, { done, left }: { done: () => void; left: () => void }) {
  const out = useDeed(sendDemand, stale);
  const inward = useDeed(signDemandAnswer, stale);
  const withdraw = useDeed(withdrawDemand, stale);
  const back = useDeed(returnDemand, stale);
  const recall = useDeed(recallDemand, stale);
  const refuse = useDeed(confirmDemandRefusal, stale);
  const params = { demandId: demand.id };
  const after = { onSuccess: done };
  const run = (asking: Asking, { opinion, code }: { opinion: string; code: string }) => {
    if (asking === 'send') out.mutate({ params, body: { decision: 'send', opinion, code } }, after);
    else if (asking === 'return-to-clerk') out.mutate({ params, body: { decision: 'return', opinion } }, after);
    else if (asking === 'withdraw') withdraw.mutate({ params, body: { reason: opinion } }, after);
    else if (asking === 'return') back.mutate({ params, body: { opinion } }, { onSuccess: left });
    else if (asking === 'recall') recall.mutate({ params, body: { opinion } }, after);
    else if (asking === 'confirm-refusal') refuse.mutate({ params, body: { opinion, code } }, after);
    else if (asking === 'sign') inward.mutate({ params, body: { decision: 'sign', opinion, code } }, after);
    else inward.mutate({ params, body: { decision: 'return', opinion } }, after);
  };
  const all = [out, inward, withdraw, back, recall, refuse];
  return {
    run,
    busy: all.some((deed) => deed.isPending),
    error: all.map((deed) => deed.error).find((error) => error !== null) ?? null,
    reset: () => all.forEach((deed) => deed.reset()),
  };
}

type Form = 'assign' | 'merge' | 'answer' | 'fulfil';

/** Which buttons stand, in which order, and what each opens. `action` is what the server names in `allowed`. */
const buttons: readonly { readonly action: string; readonly opens: Asking | Form; readonly look?: 'primary' | 'danger' }[] = [
  { action: 'send', opens: 'return-to-clerk' },
  { action: 'send', opens: 'send', look: 'primary' },
  { action: 'return', opens: 'return' },
  { action: 'merge', opens: 'merge' },
  { action: 'recall', opens: 'recall' },
  { action: 'confirm-refusal', opens: 'confirm-refusal', look: 'danger' },
  { action: 'assign', opens: 'assign', look: 'primary' },
  { action: 'answer', opens: 'answer', look: 'primary' },
  { action: 'sign', opens: 'return-to-handler' },
  { action: 'sign', opens: 'sign', look: 'primary' },
  { action: 'fulfil', opens: 'fulfil', look: 'primary' },
  { action: 'withdraw', opens: 'withdraw', look: 'danger' },
];

const isAsking = (opens: Asking | Form): opens is Asking => asks.some((one) => one === opens);

/** The steps that are open to the reader now. */
export function DemandDeeds({ demand }: { demand: Demand }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Asking | Form | null>(null);
  const close = () => setOpened(null);
  const done = () => {
    close();
    void message.success(t('portal.done'));
  };
  const deeds = useDeeds(demand, {
    done,
    left: () => {
      done();
      void navigate(paths.demands());
    },
  });
  const open = buttons.filter(({ action }) => demand.allowed[action]?.allowed === true);
  return (
    <>
      {open.map(({ action, opens, look }) => (
        <DeedButton
          key={opens}
          allowed={demand.allowed}
          action={action}
          {...(look === 'primary' ? { type: 'primary' as const } : {})}
          danger={look === 'danger'}
          onClick={() => {
            deeds.reset();
            setOpened(opens);
          }}
        >
          {t(`portal.demand.deed.${opens}`)}
        </DeedButton>
      ))}
      <ApplyButton demand={demand} />
      {opened === null ? null : isAsking(opened) ? (
        <SignDialog
          open
          title={t(`portal.demand.deed.${opened}`)}
          says={t(`portal.demand.says.${opened}`)}
          signs={signed.includes(opened)}
          danger={opened === 'withdraw' || opened === 'confirm-refusal'}
          busy={deeds.busy}
          error={deeds.error}
          onDone={(given) => deeds.run(opened, given)}
          onCancel={close}
        />
      ) : (
        <OpenForm form={opened} demand={demand} onDone={done} onClose={close} />
      )}
    </>
  );
}

/** The form of a step that asks for more than an opinion. */
function OpenForm({ form, ...asked }: Asked & { form: Form }) {
  if (form === 'assign') return <AssignDialog {...asked} />;
  if (form === 'merge') return <MergeDialog {...asked} />;
  return form === 'answer' ? <AnswerDrawer {...asked} /> : <FulfilDialog {...asked} />;
}

/** One press to an application with purpose and items filled in, once the demand is fulfilled. */
function ApplyButton({ demand }: { demand: Demand }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const deed = useDeed(applyFromDemand, stale);
  const { entry } = demand;
  if (entry === null || demand.allowed['apply']?.allowed !== true) return null;
  const apply = () =>
    deed.mutate(
      { params: { demandId: demand.id }, body: { entryId: entry.id } },
      {
        onSuccess: ({ answer }) =>
          void navigate(answer.applicationId === null ? paths.demand(answer.id) : paths.application(answer.applicationId)),
      },
    );
  return (
    <>
      <DeedButton allowed={demand.allowed} action="apply" type="primary" loading={deed.isPending} onClick={apply}>
        {t('portal.demand.deed.apply')}
      </DeedButton>
      {deed.error ? <Trouble error={deed.error} /> : null}
    </>
  );
}
