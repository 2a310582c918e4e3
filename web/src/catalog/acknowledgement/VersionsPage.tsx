import { compareVersions, listVersions, type EntryVersion } from '@karez/contract/catalog/acknowledgement';
import { Breadcrumb, Card, Select, Timeline } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { contentChanges } from '../change-text.ts';
import { useNames } from '../use-names.ts';
import { ChangeTable } from '../VersionChanges.tsx';
import { BreakList } from './BreakList.tsx';
import { GrantTable } from './GrantTable.tsx';
import { ClosingServices } from './ImpactCard.tsx';

/** 版本与对照: every version of an entry, why the major ones are, and any two of them field by field. */
export function VersionsPage() {
  const { entryId = '' } = useParams();
  const { t } = useWords();
  const versions = useAnswer(listVersions, { params: { entryId } });
  return (
    <Loaded query={versions}>
      {({ answer }) => (
        <>
          <PageHead
            crumbs={
              <Breadcrumb
                items={[
                  { title: <Link to={paths.search()}>{t('portal.menu.catalog')}</Link> },
                  { title: <Link to={paths.entry(entryId)}>{answer.entryName}</Link> },
                  { title: t('portal.acknowledgement.versions-title') },
                ]}
              />
            }
            title={t('portal.acknowledgement.versions-title')}
            purpose={t('portal.acknowledgement.versions-purpose', { name: answer.entryName })}
          />
          <div className="stack">
            <CompareCard entryId={entryId} versions={answer.items} />
            <Card title={t('portal.acknowledgement.every-version', { count: answer.items.length })}>
              {answer.items.length === 0 ? (
                <Blank says={t('portal.acknowledgement.versions-none')} />
              ) : (
                <Timeline items={answer.items.map((version) => ({ content: <VersionLine version={version} /> }))} />
              )}
            </Card>
          </div>
        </>
      )}
    </Loaded>
  );
}

function VersionLine({ version }: { version: EntryVersion }) {
  const { t } = useWords();
  const { major } = version;
  return (
    <>
      <span className="row">
        <strong>{t('portal.acknowledgement.version-name', { version: version.version })}</strong>
        {version.inForce ? <StateTag tone="ok">{t('portal.acknowledgement.in-force')}</StateTag> : null}
        {major ? <StateTag tone="warn">{t('portal.acknowledgement.major')}</StateTag> : null}
        <span className="small soft">{dayAndTime(version.inForceFrom)}</span>
      </span>
      {major ? (
        <div className="stack" style={{ gap: 8, marginBlockStart: 6 }}>
          <BreakList breaks={major.breaks} />
          {major.services ? <ClosingServices services={major.services} /> : null}
          {major.grants && major.grants.length > 0 ? (
            <>
              <span className="soft">{t('portal.acknowledgement.touched-then', { count: major.grants.length })}</span>
              <GrantTable grants={major.grants} names={new Map(major.breaks.map(({ itemNo, itemName }) => [itemNo ?? 0, itemName]))} />
            </>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

/** Two versions of the address, else the last two that the reader may see. */
function usePair(versions: readonly EntryVersion[]) {
  const [search, setSearch] = useSearchParams();
  const shown = versions.filter(({ readable }) => readable);
  const known = (name: string) => shown.find(({ no }) => String(no) === search.get(name))?.no;
  const to = known('to') ?? shown[0]?.no;
  const from = known('from') ?? shown.find(({ no }) => to !== undefined && no < to)?.no ?? shown[1]?.no;
  const choose = (pair: { from?: number | undefined; to?: number | undefined }) =>
    setSearch({ from: String(pair.from ?? from ?? ''), to: String(pair.to ?? to ?? '') }, { replace: true });
  return { shown, from, to, choose };
}

function CompareCard({ entryId, versions }: { entryId: string; versions: readonly EntryVersion[] }) {
  const { t } = useWords();
  const { shown, from, to, choose } = usePair(versions);
  if (from === undefined || to === undefined) return null;
  const options = shown.map(({ no, version }) => ({ value: no, label: t('portal.acknowledgement.version-name', { version }) }));
  return (
    <Card title={t('portal.acknowledgement.compare')}>
      <div className="row" style={{ marginBlockEnd: 12 }}>
        <Select
          aria-label={t('portal.acknowledgement.compare-from')}
          style={{ minInlineSize: 130 }}
          value={from}
          options={options}
          onChange={(next: number) => choose({ from: next })}
        />
        <span>{t('portal.acknowledgement.compare-with')}</span>
        <Select
          aria-label={t('portal.acknowledgement.compare-to')}
          style={{ minInlineSize: 130 }}
          value={to}
          options={options}
          onChange={(next: number) => choose({ to: next })}
        />
      </div>
      <Compared entryId={entryId} from={from} to={to} />
    </Card>
  );
}

function Compared({ entryId, from, to }: { entryId: string; from: number; to: number }) {
  const words = useWords();
  const names = useNames();
  const { t } = words;
  const compared = useAnswer(compareVersions, { params: { entryId }, query: { from, to } });
  return (
    <Loaded query={compared}>
      {({ answer }) => {
        const changes = contentChanges({ before: answer.from.content, after: answer.to.content }, { words, names });
        return (
          <div className="stack" style={{ gap: 12 }}>
            {answer.breaks.length > 0 ? (
              <div>
                <div className="soft">{t('portal.acknowledgement.taken-away')}</div>
                <BreakList breaks={answer.breaks} />
              </div>
            ) : null}
            <span>{t('portal.acknowledgement.changed-places', { count: changes.length })}</span>
            <ChangeTable changes={changes} />
          </div>
        );
      }}
    </Loaded>
  );
}
