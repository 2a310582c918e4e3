import { Breadcrumb, Card } from 'antd';
import { Link, useParams } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { CodeBlock } from '../gateway/CodeBlock.tsx';
import { paths } from '../paths.ts';
import { Facts, type Fact } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { actionWords, objectWords } from './action-words.ts';
import { HowToVerify } from './HowToVerify.tsx';
import { ReceiptButton } from './ReceiptButton.tsx';
import { useReceipt, type ReadReceipt } from './receipt.ts';
import { ResultTag } from './ResultTag.tsx';
import { useOrganisationNames } from './use-known-names.ts';

/** What one record says, as far as the reader may open it, and its receipt. */
export function EvidenceRecordPage() {
  const { t, language } = useWords();
  const { recordId = '' } = useParams();
  const receipt = useReceipt(recordId, language);
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[{ title: <Link to={paths.evidence()}>{t('portal.menu.evidence')}</Link> }, { title: t('portal.audit.one') }]}
          />
        }
        title={t('portal.audit.one')}
        purpose={<span className="code">{recordId}</span>}
        actions={receipt.data ? <ReceiptButton recordId={recordId} /> : null}
      />
      <Loaded query={receipt}>
        {(read) => (
          <div className="columns">
            <div className="stack" style={{ minInlineSize: 0 }}>
              <Card title={t('portal.audit.says')}>
                <RecordFacts read={read} />
              </Card>
              <Card title={t('portal.audit.exact')}>
                <CodeBlock code={JSON.stringify(read.record, null, 2)} />
              </Card>
            </div>
            <aside className="stack">
              <Card size="small" title={t('portal.audit.place')}>
                <PlaceFacts read={read} />
              </Card>
              <HowToVerify fileName={`karez-receipt-${recordId}.json`} />
            </aside>
          </div>
        )}
      </Loaded>
    </>
  );
}

function inside(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function RecordFacts({ read }: { read: ReadReceipt }) {
  const words = useWords();
  const { t } = words;
  const { record, openings } = read;
  const [actor, object, outcome, grant, sizes] = [
    record['actor'],
    record['object'],
    record['outcome'],
    record['grant'],
    record['sizes'],
  ].map(inside);
  const orgId = text(actor?.['org']);
  const organisations = useOrganisationNames([orgId || null]);
  const facts: Fact[] = [
    { label: t('portal.audit.action'), value: actionWords(words, text(record['action'])) },
    { label: t('portal.audit.at'), value: dayAndTime(text(record['at'])) },
    { label: t('portal.audit.result'), value: <Outcome outcome={outcome ?? {}} /> },
    { label: t('portal.audit.actor'), value: told(actor ?? {}, (kind) => t(`evidence.actor.${kind}`)) },
    { label: t('portal.audit.organisation'), value: <Named id={orgId} name={organisations.get(orgId)} /> },
    { label: t('portal.audit.object'), value: told(object ?? {}, (kind) => objectWords(words, kind)) },
    { label: t('portal.audit.grant'), value: grant?.['id'] ? <Link to={paths.grant(text(grant['id']))}>{text(grant['id'])}</Link> : '' },
    { label: t('portal.audit.purpose-code'), value: record['purpose'] ? t(`sharing.purpose.${text(record['purpose'])}`) : '' },
    { label: t('portal.audit.sizes'), value: sizesWords(t, sizes ?? {}) },
    ...personFacts(t, record),
    ...openings.map(({ field, value }) => ({ label: t(`portal.audit.opened.${field}`), value: value ?? t('portal.audit.payload-held') })),
  ];
  return <Facts facts={facts} />;
}

/** How many persons the act touched: the record knows no more of them. Nothing where nobody was asked about. */
function personFacts(t: ReturnType<typeof useWords>['t'], record: Readonly<Record<string, unknown>>): Fact[] {
  const { count } = inside(record['persons']);
  const { withoutPerson } = inside(record['facts']);
  const parts = [
    ...(typeof count === 'number' ? [t('portal.audit.persons-marked', { count })] : []),
    ...(typeof withoutPerson === 'number' && withoutPerson > 0 ? [t('portal.audit.persons-unnamed', { count: withoutPerson })] : []),
  ];
  return parts.length === 0 ? [] : [{ label: t('portal.audit.persons'), value: parts.join(' / ') }];
}

/** A name, with the id that the record has for it. */
function Named({ id, name }: { id: string; name: string | undefined }) {
  return (
    <>
      {name}
      <div className="small soft code">{id || '—'}</div>
    </>
  );
}

/** A reference of the record: its kind in words, and its id. */
function told(reference: Readonly<Record<string, unknown>>, wordsOf: (kind: string) => string): string {
  const kind = text(reference['kind']);
  return kind === '' ? '' : `${wordsOf(kind)} ${text(reference['id'])}`;
}

function sizesWords(t: ReturnType<typeof useWords>['t'], sizes: Readonly<Record<string, unknown>>): string {
  const parts = ['in', 'out', 'rows'].flatMap((name) =>
    typeof sizes[name] === 'number' ? [t(`portal.audit.size.${name}`, { count: sizes[name] })] : [],
  );
  return parts.join(' / ');
}

function Outcome({ outcome }: { outcome: Readonly<Record<string, unknown>> }) {
  const code = text(outcome['code']);
  return (
    <>
      <ResultTag result={text(outcome['result'])} /> {code ? <span className="code small">{code}</span> : null}
    </>
  );
}

function PlaceFacts({ read }: { read: ReadReceipt }) {
  const { t } = useWords();
  return (
    <Facts
      columns={1}
      facts={[
        { label: t('portal.audit.index'), value: String(read.index) },
        { label: t('portal.audit.log'), value: <span className="code">{text(read.head['log'])}</span> },
        { label: t('portal.audit.head-size'), value: text(read.head['size']) },
        { label: t('portal.audit.head-at'), value: dayAndTime(text(read.head['at'])) },
        { label: t('portal.audit.root'), value: <span className="code small">{text(read.head['root'])}</span> },
        { label: t('portal.audit.proof'), value: t('portal.audit.proof-length', { count: read.proofLength }) },
      ]}
    />
  );
}
