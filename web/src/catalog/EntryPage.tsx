import { getEntry } from '@karez/contract/catalog';
import type { Entry } from '@karez/contract/catalog/answers';
import { Alert, Breadcrumb, Card, Segmented } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { OrganisationName } from '../client/OrganisationName.tsx';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { Facts } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { DisputeEntryButton, EntryDisputes } from '../sharing/dispute/EntryDispute.tsx';
import { RaiseFromEntry } from '../correction/RaiseCorrection.tsx';
import { FileServiceChangeButton, FilingNotes } from '../sharing/filing/EntryFilings.tsx';
import { VerifiedNote } from '../correction/VerifiedNote.tsx';
import { DenialBasisList } from './Basis.tsx';
import { DcatButton } from './DcatButton.tsx';
import { EntryAside, NewServiceLink } from './EntryAside.tsx';
import { EntryDeeds } from './EntryDeeds.tsx';
import { EntryFacts } from './EntryFacts.tsx';
import { ImpactCard } from './acknowledgement/ImpactCard.tsx';
import { AdjustmentNote } from './adjustment/AdjustmentNote.tsx';
import { CaseCards } from './revision-case/CaseCard.tsx';
import { WatchButton } from './subscription/WatchButton.tsx';
import { StatusNote } from './StatusNote.tsx';
import { FindingsCard } from './finding/FindingsCard.tsx';
import { RecallNote } from './recall/RecallNote.tsx';
import { ReassessmentNote } from './denial/ReassessmentNote.tsx';
import { Verified } from './denial/DeniedItems.tsx';
import { LastReturnCard } from './returned/LastReturnCard.tsx';
import { SourcesCard } from './source/SourcesCard.tsx';
import { useSources } from './source/use-sources.ts';
import { EntryStateTag, SampleTag, ShareTypeTag, StageTag } from './tags.tsx';
import { TransferNote } from './transfer/TransferNote.tsx';
import { useNames, type Names } from './use-names.ts';
import { EntryName, EntryReading } from './translation/EntryReading.tsx';
import { importedOrigin } from './imported-origin.ts';
import { VersionChanges } from './VersionChanges.tsx';

/** One entry: every field of the guide, who uses it, what happened to it, and what the reader may do. */
export function EntryPage() {
  const { entryId = '' } = useParams();
  const entry = useAnswer(getEntry, { params: { entryId } });
  return <Loaded query={entry}>{({ answer }) => <ShownEntry key={answer.id} entry={answer} />}</Loaded>;
}

const decisions = ['review', 'sign', 'publish', 'verify-denial'] as const;

/** The version that the reader looks at: the one that waits for their decision first, else the one in force; the address may say otherwise. */
function useVersion(entry: Entry) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('version');
  const decides = decisions.some((action) => entry.allowed[action]?.allowed === true);
  const preferred = asked === 'live' || asked === 'working' ? asked : decides || entry.live === null ? 'working' : 'live';
  const shown: 'working' | 'live' = preferred === 'working' && entry.working ? 'working' : 'live';
  return { shown, show: (next: string) => setSearch({ version: next }, { replace: true }) };
}

function ShownEntry({ entry }: { entry: Entry }) {
  const names = useNames();
  const version = useVersion(entry);
  const sources = useSources(entry, version.shown);
  const revision = version.shown === 'working' ? entry.working : entry.live;
  return (
    <>
      <EntryHead entry={entry} name={revision?.content.name ?? entry.name} names={names} />
      <div className="columns">
        <div className="stack">
          <VersionChoice entry={entry} version={version} />
          <Notes entry={entry} />
          <EntryDisputes entry={entry} />
          <FindingsCard entry={entry} shown={version.shown} sources={sources} />
          <SourcesCard entry={entry} sources={sources} />
          {version.shown === 'working' && entry.working ? <OnItsWay entry={entry} working={entry.working} names={names} /> : null}
          {revision ? (
            <EntryFacts entry={entry} content={revision.content} names={names} rulings={revision.denialRulings} sources={sources} />
          ) : (
            <DeniedFacts entry={entry} />
          )}
          <EntryReading entry={entry} shown={version.shown} />
          <ImportedFacts entry={entry} names={names} />
        </div>
        <EntryAside entry={entry} />
      </div>
    </>
  );
}

/** What to look at of a version on its way: whom it touches, what changed since it was sent back, and against the version in force. */
function OnItsWay({ entry, working, names }: { entry: Entry; working: NonNullable<Entry['working']>; names: Names }) {
  return (
    <>
      <ImpactCard entry={entry} />
      <LastReturnCard entry={entry} working={working} names={names} />
      {entry.live ? <VersionChanges before={entry.live.content} after={working.content} names={names} /> : null}
    </>
  );
}

function EntryHead({ entry, name, names }: { entry: Entry; name: string; names: Names }) {
  const { t } = useWords();
  return (
    <PageHead
      crumbs={
        <Breadcrumb
          items={[{ title: <Link to={paths.search()}>{t('portal.menu.catalog')}</Link> }, { title: entry.resourceCode ?? entry.name }]}
        />
      }
      title={
        <span className="row">
          <EntryName entry={entry} name={name} />
          <EntryTags entry={entry} />
        </span>
      }
      purpose={
        <span className="row" style={{ columnGap: 12 }}>
          <Link to={paths.search({ provider: entry.provider.organisationId })}>
            <OrganisationName id={entry.provider.organisationId} name={entry.provider.name} />
          </Link>
          <bdi>{names.region(entry.provider.regionCode)}</bdi>
          {entry.provider.sample ? <SampleTag /> : null}
        </span>
      }
      actions={
        <>
          {entry.live && entry.live.content.shareType !== 'denied' ? <DcatButton of={{ entryId: entry.id }} /> : null}
          <WatchButton entryId={entry.id} />
          {entry.live && entry.live.content.shareType !== 'denied' ? <RaiseFromEntry entry={entry} /> : null}
          {entry.live ? <DisputeEntryButton entry={entry} /> : null}
          <ChangeUsedService entry={entry} />
          <NewServiceLink entry={entry} />
          <EntryDeeds entry={entry} />
        </>
      }
    />
  );
}

/** Where departments use the entry, its provider files before a service of it changes or stops. */
function ChangeUsedService({ entry }: { entry: Entry }) {
  const isUsed = entry.usedBy?.some(({ endedOn }) => endedOn === null) ?? false;
  return isUsed ? <FileServiceChangeButton entryId={entry.id} providerId={entry.provider.organisationId ?? ''} /> : null;
}

/** The version in force and the one on its way, where the reader sees both. */
function VersionChoice({ entry, version }: { entry: Entry; version: ReturnType<typeof useVersion> }) {
  const { t } = useWords();
  if (!entry.live || !entry.working) return null;
  return (
    <Segmented
      aria-label={t('portal.catalog.version')}
      style={{ alignSelf: 'flex-start' }}
      value={version.shown}
      onChange={version.show}
      options={[
        { value: 'live', label: t('portal.catalog.version-live', { version: entry.live.version ?? '' }) },
        { value: 'working', label: t('portal.catalog.version-working', { stage: t(`catalog.stage.${entry.working.state}`) }) },
      ]}
    />
  );
}

function EntryTags({ entry }: { entry: Entry }) {
  const shareType = entry.live?.content.shareType ?? entry.working?.content.shareType ?? (entry.denial ? 'denied' : null);
  return (
    <span className="row" style={{ fontWeight: 400 }}>
      {shareType ? <ShareTypeTag shareType={shareType} /> : null}
      <EntryStateTag state={entry.state} />
      {entry.working ? <StageTag stage={entry.working.state} /> : null}
    </span>
  );
}

function Notes({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const returned = entry.working?.returned;
  const trigger = entry.working?.trigger;
  return (
    <>
      {entry.state === 'legacy-incomplete' ? (
        <Alert type="warning" showIcon title={t('catalog.state.legacy-incomplete')} description={t('portal.catalog.legacy-why')} />
      ) : null}
      {entry.state === 'withdrawn' ? <Alert type="info" showIcon title={t('portal.catalog.withdrawn-says')} /> : null}
      <AdjustmentNote entry={entry} />
      <TransferNote entry={entry} />
      <StatusNote entry={entry} />
      <CaseCards entryId={entry.id} />
      <ReassessmentNote entryId={entry.id} />
      <RecallNote entry={entry} />
      <FilingNotes entryId={entry.id} />
      {entry.live ? <VerifiedNote entryId={entry.id} /> : null}
      {returned ? (
        <Alert
          type="warning"
          showIcon
          title={t('portal.catalog.returned', { organisation: returned.byOrganisation, at: dayAndTime(returned.at) })}
          description={
            <>
              <span className="pre">
                <bdi>{returned.opinion}</bdi>
              </span>
              <RejectedDenials working={entry.working} />
            </>
          }
        />
      ) : null}
      {trigger ? (
        <Alert
          type="info"
          showIcon
          title={t('portal.catalog.change-because', { kind: t(`catalog.trigger.${trigger.kind}`), day: trigger.changedOn })}
          description={trigger.reason}
        />
      ) : null}
    </>
  );
}

/** The denials that the authority's leader refused, each with the words said of it. */
function RejectedDenials({ working }: { working: Entry['working'] }) {
  const rejected = working?.denialRulings.filter(({ itemNo, verdict }) => itemNo !== null && verdict === 'rejected') ?? [];
  if (rejected.length === 0) return null;
  return (
    <ul style={{ marginBlock: '6px 0', paddingInlineStart: 18 }}>
      {rejected.map((ruling) => (
        <li key={ruling.itemNo}>
          <bdi>{working?.content.items.find(({ no }) => no === ruling.itemNo)?.nameZh}</bdi> <Verified ruling={ruling} />
        </li>
      ))}
    </ul>
  );
}

/** What everyone may know of an entry that is not shared: its name, the reason and the law. */
function DeniedFacts({ entry }: { entry: Entry }) {
  const { t } = useWords();
  if (!entry.denial) return null;
  return (
    <Card title={t('portal.catalog.denied-title')}>
      <p className="soft">{t('portal.catalog.denied-says')}</p>
      <Facts
        facts={[
          { label: t('catalog.field.name'), value: entry.name, wide: true },
          { label: t('portal.catalog.code'), value: <span className="code">{entry.resourceCode}</span>, wide: true },
          { label: t('catalog.field.denialReason'), value: entry.denial.reason, wide: true },
          { label: t('catalog.field.denialBasis'), value: <DenialBasisList basis={entry.denial.basis} />, wide: true },
          ...(entry.denial.verifiedUntil
            ? [{ label: t('portal.catalog.denial-until'), value: entry.denial.verifiedUntil, wide: true }]
            : []),
        ]}
      />
    </Card>
  );
}

/** What the imported row said in its own words and columns. */
function ImportedFacts({ entry, names }: { entry: Entry; names: Names }) {
  const { t } = useWords();
  if (!entry.imported) return null;
  const { raw } = entry.imported;
  const { kind, name, code } = importedOrigin(entry.imported);
  const from = t(`portal.catalog.imported-from.${kind}`, {
    name,
    provider: entry.provider.name,
    region: names.region(entry.provider.regionCode),
  });
  return (
    <Card title={t('portal.catalog.imported')}>
      <p className="soft">
        {t('portal.catalog.imported-says', { from })}
        {code === null ? null : <> {t('portal.catalog.imported-code', { code })}</>}
      </p>
      <Facts facts={Object.entries(raw).map(([label, value]) => ({ label, value, wide: value.length > 40 }))} />
    </Card>
  );
}
