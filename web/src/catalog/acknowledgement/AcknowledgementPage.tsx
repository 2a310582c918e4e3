import { getAcknowledgement, type Acknowledgement } from '@karez/contract/catalog/acknowledgement';
import { Alert, Breadcrumb, Button, Card, Timeline } from 'antd';
import { Link, useParams } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { contentChanges } from '../change-text.ts';
import { useNames } from '../use-names.ts';
import { ChangeTable } from '../VersionChanges.tsx';
import { AcknowledgementDeeds } from './AcknowledgementDeeds.tsx';
import { acknowledgementTones } from './AcknowledgementsPage.tsx';
import { itemNamesOf, type ItemNames } from './break-text.ts';
import { BreakList } from './BreakList.tsx';
import { DueDay } from './DueDay.tsx';
import { GrantTable } from './GrantTable.tsx';

/** 版本告知: what a major version changes of what one department was granted, what else changed, and what the two sides say to it. */
export function AcknowledgementPage() {
  const { acknowledgementId = '' } = useParams();
  const told = useAnswer(getAcknowledgement, { params: { acknowledgementId } });
  return <Loaded query={told}>{({ answer }) => <ShownAcknowledgement key={answer.id} told={answer} />}</Loaded>;
}

function ShownAcknowledgement({ told }: { told: Acknowledgement }) {
  const { t } = useWords();
  const names = itemNamesOf(told.content?.before.items ?? []);
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.acknowledgements()}>{t('portal.menu.acknowledgements')}</Link> },
              { title: <bdi>{told.entryName}</bdi> },
            ]}
          />
        }
        title={
          <span className="row">
            <bdi>{told.entryName}</bdi>
            <StateTag tone={acknowledgementTones[told.state]}>{t(`catalog.acknowledgement.state.${told.state}`)}</StateTag>
          </span>
        }
        purpose={t('portal.acknowledgement.page-purpose', { from: told.from.version, to: told.to.version })}
        actions={<AcknowledgementDeeds told={told} />}
      />
      <div className="stack">
        <ToldFacts told={told} />
        {told.versions.map((version) => (
          <VersionCard key={version.no} version={version} names={names} />
        ))}
        <Comparison told={told} />
        {told.said.length > 0 ? <SaidCard said={told.said} /> : null}
      </div>
    </>
  );
}

function ToldFacts({ told }: { told: Acknowledgement }) {
  const { t } = useWords();
  return (
    <Card>
      <Facts
        facts={[
          { label: t('portal.acknowledgement.entry'), value: <Link to={paths.entry(told.entryId)}>{told.entryName}</Link> },
          { label: t('portal.acknowledgement.provider'), value: told.providerName },
          { label: t('portal.acknowledgement.department'), value: told.organisationName },
          { label: t('portal.acknowledgement.due'), value: <DueDay clock={told.clock} /> },
          { label: t('portal.acknowledgement.opened'), value: dayAndTime(told.openedAt) },
          { label: t('portal.acknowledgement.closed'), value: dayAndTime(told.closedAt) },
        ]}
      />
    </Card>
  );
}

/** One major version: what of it concerns the department's grants. */
function VersionCard({ version, names }: { version: Acknowledgement['versions'][number]; names: ItemNames }) {
  const { t } = useWords();
  return (
    <Card title={t('portal.acknowledgement.version-says', { version: version.version, at: dayAndTime(version.inForceFrom) })}>
      {version.breaks.length === 0 ? (
        <span className="soft">{t('portal.acknowledgement.not-yours')}</span>
      ) : (
        <div className="stack" style={{ gap: 12 }}>
          <BreakList breaks={version.breaks} />
          <GrantTable grants={version.grants} names={names} />
        </div>
      )}
    </Card>
  );
}

/** Both versions field by field: first the items that were granted, then the rest. */
function Comparison({ told }: { told: Acknowledgement }) {
  const words = useWords();
  const names = useNames();
  const { t } = words;
  if (told.content === null) return <Alert type="info" showIcon title={t('portal.acknowledgement.hidden')} />;
  const granted = new Set(told.versions.flatMap(({ grants }) => grants.flatMap(({ itemNos }) => itemNos)));
  const changes = contentChanges(told.content, { words, names });
  const isGranted = ({ key }: { key: string }) => granted.has(Number(/^items\/(\d+)/.exec(key)?.[1]));
  const [own, rest] = [changes.filter(isGranted), changes.filter((change) => !isGranted(change))];
  return (
    <>
      <Card title={t('portal.acknowledgement.own-changes', { count: own.length })}>
        <ChangeTable changes={own} />
      </Card>
      <Card
        title={t('portal.acknowledgement.other-changes', { count: rest.length })}
        extra={
          <Link to={paths.versions(told.entryId, { from: String(told.from.no), to: String(told.to.no) })}>
            <Button type="link" style={{ padding: 0 }}>
              {t('portal.acknowledgement.to-versions')}
            </Button>
          </Link>
        }
      >
        <ChangeTable changes={rest} />
      </Card>
    </>
  );
}

function SaidCard({ said }: Pick<Acknowledgement, 'said'>) {
  const { t } = useWords();
  return (
    <Card title={t('portal.acknowledgement.said')}>
      <Timeline
        items={said.map((word) => ({
          content: (
            <>
              <div>
                {t(`catalog.acknowledgement.said.${word.kind}`)}
                <span className="soft">
                  {' · '}
                  <bdi>{word.byOrganisation}</bdi> {t('portal.acknowledgement.about', { version: word.version })}
                </span>
              </div>
              {word.text === '' ? null : (
                <div className="pre">
                  <bdi>{word.text}</bdi>
                </div>
              )}
              <div className="small soft">{dayAndTime(word.at)}</div>
            </>
          ),
        }))}
      />
    </Card>
  );
}
