import {
  closeCampaign,
  decideCampaignPart,
  declareNone,
  remindDepartments,
  reportCampaignPart,
  type Campaign,
} from '@karez/contract/catalog/campaign';
import { App } from 'antd';
import { useState } from 'react';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { Trouble } from '../../client/Trouble.tsx';

type Asked =
  | { readonly kind: 'close' }
  | { readonly kind: 'report' }
  | { readonly kind: 'declare-none' }
  | { readonly kind: 'accept' | 'decline'; readonly organisationId: string }
  | { readonly kind: 'remind'; readonly organisationId: string | null };
const stale = ['catalog.', 'desk.'];

function useDeeds() {
  return {
    close: useDeed(closeCampaign, stale),
    report: useDeed(reportCampaignPart, stale),
    declare: useDeed(declareNone, stale),
    decide: useDeed(decideCampaignPart, stale),
    remind: useDeed(remindDepartments, stale),
  };
}

/** The steps on a campaign that ask for words first; `dialog` is what asks. */
export function useCampaignSteps(campaign: Campaign) {
  const { t } = useWords();
  const { message, modal } = App.useApp();
  const [asked, setAsked] = useState<Asked | null>(null);
  const deeds = useDeeds();
  const all = Object.values(deeds);
  const params = { campaignId: campaign.id };
  const onSuccess = () => {
    setAsked(null);
    void message.success(t('portal.done'));
  };
  const remind = (organisationId: string | null) =>
    deeds.remind.mutate(
      { params, body: { organisationId } },
      {
        onSuccess,
        onError: (error) =>
          void modal.error({ title: t('portal.campaign.remind'), content: <Trouble error={error} />, okText: t('portal.close') }),
      },
    );
  const ask = (next: Asked) => {
    for (const deed of all) deed.reset();
    if (next.kind === 'remind' && next.organisationId !== null) remind(next.organisationId);
    else if (next.kind === 'remind')
      void modal.confirm({
        title: t('portal.campaign.remind-all'),
        content: t('portal.campaign.remind-says'),
        okText: t('portal.campaign.remind'),
        cancelText: t('portal.cancel'),
        onOk: () => remind(null),
      });
    else setAsked(next);
  };
  const done = (given: Asked, opinion: string) => {
    if (given.kind === 'close') deeds.close.mutate({ params, body: { opinion } }, { onSuccess });
    else if (given.kind === 'report') deeds.report.mutate({ params, body: { note: opinion } }, { onSuccess });
    else if (given.kind === 'declare-none') deeds.declare.mutate({ params, body: { reason: opinion } }, { onSuccess });
    else if (given.kind === 'accept' || given.kind === 'decline') {
      const part = { ...params, organisationId: given.organisationId };
      deeds.decide.mutate({ params: part, body: { decision: given.kind, opinion } }, { onSuccess });
    }
  };
  const dialog = asked ? (
    <SignDialog
      open
      key={asked.kind}
      title={t(`portal.campaign.${asked.kind}`)}
      says={saysOf(t, asked.kind)}
      signs={false}
      danger={asked.kind === 'close' || asked.kind === 'decline'}
      opinionLabel={labelOf(t, asked.kind)}
      busy={all.some((deed) => deed.isPending)}
      error={all.map((deed) => deed.error).find((error) => error !== null) ?? null}
      onDone={({ opinion }) => done(asked, opinion)}
      onCancel={() => setAsked(null)}
    />
  ) : null;
  return { ask, dialog };
}

type T = ReturnType<typeof useWords>['t'];

function saysOf(t: T, kind: Asked['kind']): string {
  const says: Partial<Record<Asked['kind'], string>> = {
    close: t('portal.campaign.close-says'),
    report: t('portal.campaign.report-says'),
    'declare-none': t('portal.campaign.declare-says'),
    decline: t('portal.campaign.decline-says'),
  };
  return says[kind] ?? '';
}

function labelOf(t: T, kind: Asked['kind']): string {
  if (kind === 'report') return t('portal.campaign.note');
  return kind === 'declare-none' ? t('portal.campaign.reason') : t('portal.opinion');
}
