import { confirmDelivery, getGrant, narrowGrant, revokeGrant } from '@karez/contract/sharing';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Alert, App, Breadcrumb, Card, Steps, Table } from 'antd';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';
import { ClockBadge } from '../client/ClockBadge.tsx';
import { day, dayAndTime } from '../client/dates.ts';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useOneDialog } from '../client/one-dialog.ts';
import { useAnswer, useDeed } from '../client/queries.ts';
import { useMe } from '../client/session.tsx';
import { SignDialog } from '../client/SignDialog.tsx';
import { paths } from '../paths.ts';
import { Facts } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { RaiseFromGrant } from '../correction/RaiseCorrection.tsx';
import { rowsFacts } from './backflow/rows-text.ts';
import { GrantClients } from './GrantClients.tsx';
import { GrantStateTag } from './StateTags.tsx';
import { DisposalNote, PurposeDoneButton } from './disposal/GrantDisposal.tsx';
import { FilingNotes } from './filing/EntryFilings.tsx';
import { CascadeList } from './renewal/CascadeList.tsx';
import { RenewalNotes, RenewButton } from './renewal/GrantRenewal.tsx';
import { VersionsCard } from './renewal/VersionsCard.tsx';
import { UseRecordCard } from './use-record/UseRecordCard.tsx';
import { SuspensionCard, SuspensionNote } from './suspension/SuspensionCard.tsx';
import { SuspensionDeeds } from './suspension/SuspensionDeeds.tsx';

/** One grant: the four facts, what it allows, who may call under it, and its end. */
export function GrantPage() {
  const { grantId = '' } = useParams();
  const grant = useAnswer(getGrant, { params: { grantId } });
  return <Loaded query={grant}>{({ answer }) => <ShownGrant grant={answer} />}</Loaded>;
}

function ShownGrant({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const own = useMe().organisation.id;
  const side = own === grant.provider.id ? 'given' : own === grant.requester.id ? 'held' : 'authority';
  const [search] = useSearchParams();
  // The address names the side, wherever one came from: the menu marks the list that the grant stands in.
  if (search.get('side') !== side) return <Navigate to={paths.grant(grant.id, side)} replace />;
  return (
    <>
      <PageHead
        crumbs={<Breadcrumb items={[{ title: <Link to={paths.grants(side)}>{t('portal.sharing.grants')}</Link> }, { title: grant.no }]} />}
        title={
          <span className="row">
            <bdi>{grant.entryName}</bdi>
            <GrantStateTag state={grant.state} />
          </span>
        }
        purpose={t('portal.sharing.grant-purpose', { requester: grant.requester.name, provider: grant.provider.name })}
        actions={
          <>
            {side === 'held' && grant.state === 'active' ? <RaiseFromGrant entryId={grant.entryId} grantId={grant.id} /> : null}
            <GrantDeeds grant={grant} />
          </>
        }
      />
      <div className="columns">
        <div className="stack">
          {grant.revocation ? (
            <Alert
              // What its holder gives up is no measure against it.
              type={grant.revocation.byOrganisation === grant.requester.name ? 'info' : 'error'}
              showIcon
              title={t(grant.revocation.byOrganisation === grant.requester.name ? 'portal.disposal.declared' : 'portal.sharing.revoked', {
                organisation: grant.revocation.byOrganisation,
                at: dayAndTime(grant.revocation.at),
              })}
              description={grant.revocation.reason}
            />
          ) : null}
          <DisposalNote grant={grant} />
          <FilingNotes entryId={grant.entryId} />
          <SuspensionNote grant={grant} />
          <RenewalNotes grant={grant} />
          <DeniedNow grant={grant} />
          <Card title={t('portal.sharing.four-facts')}>
            <FourFacts grant={grant} />
          </Card>
          <SuspensionCard grant={grant} />
          <Card title={t('portal.sharing.granted-items')}>
            <Table
              size="small"
              rowKey="no"
              pagination={false}
              dataSource={[...grant.items]}
              columns={[
                { title: t('portal.sharing.item-no'), dataIndex: 'no', width: 64 },
                {
                  title: t('portal.sharing.item-name'),
                  render: (_value, { no, nameZh }) => (
                    <span className="row">
                      <bdi>{nameZh}</bdi>
                      {grant.deniedNos.includes(no) ? <StateTag tone="danger">{t('portal.sharing.item-denied-now')}</StateTag> : null}
                    </span>
                  ),
                },
                {
                  title: t('portal.sharing.item-field'),
                  dataIndex: 'fieldName',
                  render: (name: string) => <span className="code">{name}</span>,
                },
                { title: t('portal.sharing.item-mask'), dataIndex: 'mask', render: (mask: string) => t(`catalog.masking.${mask}`) },
              ]}
            />
          </Card>
          <UseRecordCard grant={grant} />
          <VersionsCard grant={grant} />
          <GrantClients grant={grant} />
        </div>
        <aside className="stack">
          <Card size="small" title={t('portal.sharing.terms')}>
            <Facts
              columns={1}
              facts={[
                { label: t('portal.sharing.system'), value: grant.systemName },
                ...rowsFacts(grant.rowFilter, t),
                { label: t('portal.sharing.field.usePurpose'), value: t(`sharing.purpose.${grant.purpose}`) },
                {
                  label: t('portal.sharing.field.matter'),
                  value: grant.matter ? t('portal.bracketed', { text: grant.matter.name, note: grant.matter.code }) : '',
                },
                { label: t('portal.sharing.field.matterFormat'), value: <span className="code">{grant.matterFormat}</span> },
                {
                  label: t('portal.sharing.field.period'),
                  value: `${day(grant.validFrom)} ~ ${day(new Date(Date.parse(grant.validTo) - 1).toISOString())}`,
                },
                {
                  label: t('portal.sharing.quota'),
                  value: t('portal.sharing.quota-words', { perSecond: grant.quota.perSecond, perDay: grant.quota.perDay }),
                },
                { label: t('portal.sharing.version'), value: String(grant.version) },
                { label: t('portal.sharing.digest'), value: <span className="code small">{grant.agreementDigest}</span> },
              ]}
            />
            <div className="stack" style={{ gap: 4, paddingBlockStart: 12 }}>
              <Link to={paths.agreement(grant.applicationId)}>{t('portal.sharing.to-agreement')}</Link>
              <Link to={paths.application(grant.applicationId)}>{t('portal.sharing.to-application')}</Link>
              <Link to={paths.entry(grant.entryId)}>{t('portal.sharing.to-entry')}</Link>
              <Link to={paths.evidence({ grant: grant.id })}>{t('portal.sharing.to-evidence')}</Link>
            </div>
          </Card>
        </aside>
      </div>
    </>
  );
}

/** What the entry denies now and the grant still gives (809-14): each side reads what follows from it. */
function DeniedNow({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  if ((grant.state !== 'active' && grant.state !== 'suspended') || grant.deniedNos.length === 0) return null;
  const isGiven = 'narrow' in grant.allowed;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('portal.sharing.denied-now', { count: grant.deniedNos.length })}
      description={t(isGiven ? 'portal.sharing.denied-now-provider' : 'portal.sharing.denied-now-requester')}
    />
  );
}

function FourFacts({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const { approvedAt, agreedAt, grantedAt, deliveredAt } = grant.facts;
  const facts = [
    { name: 'approved', at: approvedAt },
    { name: 'agreed', at: agreedAt },
    { name: 'granted', at: grantedAt },
    { name: 'delivered', at: deliveredAt },
  ];
  return (
    <>
      <Steps
        size="small"
        responsive
        current={deliveredAt ? 4 : 3}
        items={facts.map((fact) => ({
          title: t(`portal.sharing.fact.${fact.name}`),
          content: fact.at ? dayAndTime(fact.at) : t('portal.sharing.fact.waiting'),
        }))}
      />
      {grant.provideClock && !deliveredAt ? (
        <div className="row" style={{ paddingBlockStart: 12 }}>
          <span className="soft">{t(`law.limit.${grant.provideClock.ruleKey}`)}</span>
          <ClockBadge clock={grant.provideClock} />
        </div>
      ) : null}
    </>
  );
}

function GrantDeeds({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { open, show, close, done } = useOneDialog<'revoke'>();
  const deliver = useDeed(confirmDelivery, ['sharing.']);
  const revoke = useDeed(revokeGrant, ['sharing.', 'catalog.', 'desk.']);
  const params = { grantId: grant.id };
  return (
    <>
      <DeedButton
        allowed={grant.allowed}
        action="confirm-delivery"
        type="primary"
        loading={deliver.isPending}
        onClick={() =>
          deliver.mutate(
            { params },
            { onSuccess: () => void message.success(t('portal.done')), onError: (error) => void message.error(error.message) },
          )
        }
      >
        {t('portal.sharing.deed.confirm-delivery')}
      </DeedButton>
      <RenewButton grant={grant} />
      {grant.deniedNos.length > 0 ? <NarrowButton grant={grant} /> : null}
      <SuspensionDeeds grant={grant} />
      <PurposeDoneButton grant={grant} />
      <DeedButton allowed={grant.allowed} action="revoke" danger onClick={() => show('revoke')}>
        {t('portal.sharing.deed.revoke')}
      </DeedButton>
      <SignDialog
        open={open === 'revoke'}
        title={t('portal.sharing.deed.revoke')}
        says={t('portal.sharing.says.revoke', { system: grant.systemName })}
        signs
        danger
        opinionLabel={t('portal.sharing.reason')}
        insert={() => <CascadeList grantId={grant.id} />}
        busy={revoke.isPending}
        error={revoke.error}
        onCancel={close}
        onDone={({ opinion, code }) => revoke.mutate({ params, body: { reason: opinion, code } }, { onSuccess: done })}
      />
    </>
  );
}

/** Takes what is denied now out of the grant; the rest goes on. */
function NarrowButton({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'narrow'>();
  const deed = useDeed(narrowGrant, ['sharing.', 'catalog.', 'desk.']);
  const items = grant.items
    .flatMap(({ no, nameZh }) => (grant.deniedNos.includes(no) ? [nameZh] : []))
    .join(t('portal.acknowledgement.and'));
  return (
    <>
      <DeedButton allowed={grant.allowed} action="narrow" type="primary" danger onClick={() => show('narrow')}>
        {t('portal.sharing.deed.narrow')}
      </DeedButton>
      <SignDialog
        open={open === 'narrow'}
        title={t('portal.sharing.deed.narrow')}
        says={t('portal.sharing.says.narrow', { system: grant.systemName, items })}
        signs
        danger
        opinionLabel={t('portal.sharing.reason')}
        busy={deed.isPending}
        error={deed.error}
        templates={[t('portal.sharing.narrow-reason', { items })]}
        onCancel={close}
        onDone={({ opinion, code }) => deed.mutate({ params: { grantId: grant.id }, body: { reason: opinion, code } }, { onSuccess: done })}
      />
    </>
  );
}
