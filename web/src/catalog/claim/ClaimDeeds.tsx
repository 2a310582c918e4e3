import { assignClaim, claimEntry, declineClaim, releaseClaim } from '@karez/contract/catalog/claim';
import type { Entry } from '@karez/contract/catalog/answers';
import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { paths } from '../../paths.ts';
import { concerns, staleAfterStep } from '../deeds.ts';
import { DepartmentSelect } from '../transfer/DepartmentSelect.tsx';

const actions = ['assign-claim', 'release-claim', 'decline-claim', 'claim-entry'] as const;
type Action = (typeof actions)[number];

const noCause: readonly string[] = ['catalog.claim.not-claimed', 'catalog.claim.not-asked', 'catalog.claim.assignment-ended'];

/** What the reader's post has to do with: giving back only where there is something claimed, declining only what was asked. */
function shows({ allowed }: Entry, action: Action): boolean {
  return concerns(allowed, action) && !noCause.includes(allowed[action]?.reason ?? '');
}

/** 认领、取消认领、指派认领 of an imported entry. */
export function ClaimDeeds({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Action | null>(null);
  const claim = useDeed(claimEntry, staleAfterStep);
  const release = useDeed(releaseClaim, staleAfterStep);
  const decline = useDeed(declineClaim, staleAfterStep);
  const about = { params: { entryId: entry.id }, ifMatch: entry.revision };
  const done = () => {
    setOpen(null);
    void message.success(t('portal.done'));
  };
  const ask = (action: Action) => () => {
    release.reset();
    decline.reset();
    if (action !== 'claim-entry') setOpen(action);
    else {
      void modal.confirm({
        title: t('portal.catalog.deed.claim-entry'),
        content: t('portal.catalog.ask-says.claim-entry'),
        okText: t('portal.confirm'),
        cancelText: t('portal.cancel'),
        onOk: async () => {
          try {
            await claim.mutateAsync({ ...about, body: {} });
            await navigate(paths.editEntry(entry.id));
          } catch (error) {
            void message.error(error instanceof Error ? error.message : t('portal.not-now'));
          }
        },
      });
    }
  };
  return (
    <>
      {actions
        .filter((action) => shows(entry, action))
        .map((action) => (
          <DeedButton
            key={action}
            allowed={entry.allowed}
            action={action}
            type={action === 'claim-entry' ? 'primary' : 'default'}
            onClick={ask(action)}
          >
            {t(`portal.catalog.deed.${action}`)}
          </DeedButton>
        ))}
      <SignDialog
        open={open === 'release-claim'}
        title={t('portal.catalog.deed.release-claim')}
        says={t('portal.catalog.ask-says.release-claim')}
        signs={false}
        danger
        opinionLabel={t('portal.catalog.withdrawal-reason')}
        busy={release.isPending}
        error={release.error}
        onDone={({ opinion }) => release.mutate({ ...about, body: { reason: opinion } }, { onSuccess: done })}
        onCancel={() => setOpen(null)}
      />
      <SignDialog
        open={open === 'decline-claim'}
        title={t('portal.catalog.deed.decline-claim')}
        says={t('portal.catalog.ask-says.decline-claim')}
        signs={false}
        danger
        opinionLabel={t('portal.catalog.withdrawal-reason')}
        busy={decline.isPending}
        error={decline.error}
        onDone={({ opinion }) => decline.mutate({ params: { entryId: entry.id }, body: { reason: opinion } }, { onSuccess: done })}
        onCancel={() => setOpen(null)}
      />
      {open === 'assign-claim' ? <AssignDialog entry={entry} onDone={done} onCancel={() => setOpen(null)} /> : null}
    </>
  );
}

type Props = { entry: Entry; onDone: () => void; onCancel: () => void };

function AssignDialog({ entry, onDone, onCancel }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<{ organisationId: string; reason: string }>();
  const deed = useDeed(assignClaim, staleAfterStep);
  const required = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog
      form={form}
      title={t('portal.catalog.deed.assign-claim')}
      says={t('portal.catalog.ask-says.assign-claim')}
      okText={t('portal.confirm')}
      deed={deed}
      onGiven={(body) => deed.mutate({ params: { entryId: entry.id }, body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item name="organisationId" label={t('portal.catalog.claim.department')} rules={required}>
        <DepartmentSelect />
      </Form.Item>
      <Form.Item name="reason" label={t('portal.catalog.withdrawal-reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
