import { getService } from '@karez/contract/gateway';
import type { GatewayService } from '@karez/contract/gateway/schemas';
import { listGrants } from '@karez/contract/sharing';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Alert, Breadcrumb, Card, Tabs } from 'antd';
import { Link, useParams } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { FileServiceChangeButton, FilingNotes } from '../sharing/filing/EntryFilings.tsx';
import { paths } from '../paths.ts';
import { Facts } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { CallErrors } from './CallErrors.tsx';
import { CallExamples } from './CallExamples.tsx';
import { OperationDocs } from './OperationDocs.tsx';
import { ServiceDeeds } from './ServiceDeeds.tsx';
import { ServiceStateTag } from './ServiceStateTag.tsx';
import { TryConsole } from './TryConsole.tsx';

const GRANTS_MAX = 100;

/** One service: what it is, how to call it, what it answers, a console that really calls it, and its errors. */
export function ServicePage() {
  const { serviceId = '' } = useParams();
  const service = useAnswer(getService, { params: { serviceId } });
  return <Loaded query={service}>{({ answer, etag }) => <ShownService service={answer} etag={etag} />}</Loaded>;
}

/** Grants in force that one's own department holds for the entry of the service. */
function useOwnGrants(entryId: string): readonly GrantAnswer[] {
  const reads = usePower('sharing.read');
  const grants = useAnswer(listGrants, { query: { side: 'held', state: 'active', limit: GRANTS_MAX } }, { enabled: reads });
  return (grants.data?.answer.items ?? []).filter((grant) => grant.entryId === entryId);
}

function ShownService({ service, etag }: { service: GatewayService; etag: string | null }) {
  const { t } = useWords();
  const grants = useOwnGrants(service.entry.id);
  return (
    <>
      <PageHead
        crumbs={<Breadcrumb items={[{ title: <Link to={paths.services()}>{t('portal.menu.services')}</Link> }, { title: service.code }]} />}
        title={
          <span className="row">
            {service.name}
            <ServiceStateTag state={service.state} />
          </span>
        }
        purpose={t('portal.gateway.service-purpose', { provider: service.provider.name, entry: service.entry.name })}
        actions={
          <>
            {service.state === 'online' ? <FileServiceChangeButton entryId={service.entry.id} providerId={service.provider.id} /> : null}
            <ServiceDeeds service={service} etag={etag} />
          </>
        }
      />
      <div className="columns">
        <div className="stack" style={{ minInlineSize: 0 }}>
          <FilingNotes entryId={service.entry.id} />
          {service.offlineReason ? (
            <Alert type="warning" showIcon title={t('portal.gateway.offline-because')} description={service.offlineReason} />
          ) : null}
          <Card styles={{ body: { paddingBlockStart: 4 } }}>
            <Tabs
              items={[
                { key: 'docs', label: t('portal.gateway.tab.docs'), children: <OperationDocs service={service} grants={grants} /> },
                { key: 'examples', label: t('portal.gateway.tab.examples'), children: <CallExamples service={service} grants={grants} /> },
                ...(service.allowed['try'] === undefined
                  ? []
                  : [{ key: 'try', label: t('portal.gateway.tab.try'), children: <TryConsole service={service} grants={grants} /> }]),
                { key: 'errors', label: t('portal.gateway.tab.errors'), children: <CallErrors /> },
              ]}
            />
          </Card>
        </div>
        <aside className="stack">
          <AboutCard service={service} />
          <GrantsCard grants={grants} entryId={service.entry.id} />
        </aside>
      </div>
    </>
  );
}

function AboutCard({ service }: { service: GatewayService }) {
  const { t } = useWords();
  return (
    <Card size="small" title={t('portal.gateway.about')}>
      <Facts
        columns={1}
        facts={[
          { label: t('portal.gateway.entry'), value: <Link to={paths.entry(service.entry.id)}>{service.entry.name}</Link> },
          { label: t('portal.gateway.provider'), value: service.provider.name },
          { label: t('portal.gateway.code'), value: <span className="code">{service.code}</span> },
          { label: t('portal.gateway.online-since'), value: dayAndTime(service.onlineSince) },
          { label: t('portal.gateway.changed-at'), value: dayAndTime(service.changedAt) },
          { label: t('portal.gateway.timeout'), value: t('portal.gateway.timeout-is', { milliseconds: service.timeoutMs }) },
          ...(service.baseUrl === null
            ? []
            : [{ label: t('portal.gateway.base-url'), value: <span className="code">{service.baseUrl}</span> }]),
        ]}
      />
    </Card>
  );
}

function GrantsCard({ grants, entryId }: { grants: readonly GrantAnswer[]; entryId: string }) {
  const { t } = useWords();
  return (
    <Card size="small" title={t('portal.gateway.our-grants')}>
      {grants.length === 0 ? (
        <div className="soft">
          {t('portal.gateway.no-grant')} <Link to={paths.entry(entryId)}>{t('portal.gateway.to-entry')}</Link>
        </div>
      ) : (
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {grants.map((grant) => (
            <li key={grant.id}>
              <Link to={paths.grant(grant.id)}>{grant.no}</Link> <StateTag tone="ok">{t('portal.gateway.is-granted')}</StateTag>
              <div className="small soft">{t('portal.gateway.grant-for', { system: grant.systemName, count: grant.items.length })}</div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
