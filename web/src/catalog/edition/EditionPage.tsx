import { downloadEdition, getEdition, listEditionLines, type ComparedLine, type WholeEdition } from '@karez/contract/catalog/edition';
import { Breadcrumb, Button, Card, Segmented, Table } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { stacked } from '../../ui/stacked.tsx';
import { useNames } from '../use-names.ts';
import { useLineWords } from './line-words.ts';
import { ParallelConditions, ParallelDenials, ParallelText, useParallel } from './ParallelText.tsx';
import './edition.css';

const parts = ['all', 'shared', 'resource-only', 'denied', 'added', 'changed'] as const;
type Part = (typeof parts)[number] | 'removed';

/** One edition: number, date, digest, its entries, and what differs from the edition before. */
export function EditionPage() {
  const { editionId = '' } = useParams();
  const edition = useAnswer(getEdition, { params: { editionId } });
  return <Loaded query={edition}>{({ answer }) => <ShownEdition edition={answer} />}</Loaded>;
}

function ShownEdition({ edition }: { edition: WholeEdition }) {
  const { t } = useWords();
  const names = useNames();
  const taking = useDownload(downloadEdition);
  const number = t('portal.edition.title', { year: String(edition.year), no: edition.no });
  return (
    <>
      <PageHead
        crumbs={<Breadcrumb items={[{ title: <Link to={paths.editions()}>{t('portal.edition.page')}</Link> }, { title: number }]} />}
        title={
          <>
            <bdi>{names.region(edition.regionCode)}</bdi> {number}
          </>
        }
        purpose={t('portal.edition.issued', { organisation: edition.organisation, day: edition.issuedOn })}
        actions={
          <>
            <Button loading={taking.loading} onClick={() => taking.fetch({ params: { editionId: edition.id } })}>
              {t('portal.edition.export')}
            </Button>
            <Link to={paths.editionPrint(edition.id)}>
              <Button type="primary">{t('portal.edition.print')}</Button>
            </Link>
          </>
        }
      />
      {taking.error ? <Trouble error={taking.error} /> : null}
      <div className="stack">
        <EditionFacts edition={edition} />
        <EditionLines edition={edition} />
      </div>
    </>
  );
}

function EditionFacts({ edition }: { edition: WholeEdition }) {
  const { t } = useWords();
  const { resourceCount, sharedCount, deniedCount, addedCount, changedCount, removed, former } = edition;
  return (
    <Card>
      <Facts
        facts={[
          {
            label: t('portal.edition.part.all'),
            value: t('portal.edition.counts', { resource: resourceCount, shared: sharedCount, denied: deniedCount }),
            wide: true,
          },
          {
            label: former ? t('portal.edition.against', { year: String(former.year), no: former.no }) : t('portal.edition.first'),
            value: t('portal.edition.differences', { added: addedCount, changed: changedCount, removed: removed.length }),
            wide: true,
          },
          { label: t('catalog.edition.digest'), value: <bdi className="code">{edition.digest}</bdi>, wide: true },
          ...edition.languages.map(({ language, digest, begunCount, wholeCount }) => ({
            label: t('portal.edition.parallel-of', { language }),
            value: (
              <>
                {t('portal.edition.parallel-counts', { whole: wholeCount, part: begunCount - wholeCount, all: resourceCount })}
                <div className="small soft">
                  {t('catalog.edition.parallel.digest')}: <bdi className="code">{digest}</bdi>
                </div>
              </>
            ),
            wide: true,
          })),
        ]}
      />
    </Card>
  );
}

function EditionLines({ edition }: { edition: WholeEdition }) {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const asked: Part = [...parts, 'removed' as const].find((part) => part === search.get('part')) ?? 'all';
  const options = [...parts, 'removed' as const].map((part) => ({
    value: part,
    label: part === 'removed' ? t('portal.edition.removed') : t(`portal.edition.part.${part}`),
  }));
  return (
    <Card>
      <Segmented
        aria-label={t('portal.edition.lines')}
        value={asked}
        onChange={(part) => setSearch({ part }, { replace: true })}
        options={options}
        style={{ marginBlockEnd: 12 }}
      />
      {asked === 'removed' ? <Removed edition={edition} /> : <PartLines editionId={edition.id} part={asked} />}
    </Card>
  );
}

function Removed({ edition }: { edition: WholeEdition }) {
  const { t } = useWords();
  if (edition.removed.length === 0) return <Blank says={t('portal.edition.lines-none')} />;
  return (
    <ul style={{ paddingInlineStart: 18 }}>
      {edition.removed.map(({ entryId, code, name, provider }) => (
        <li key={entryId}>
          <Link to={paths.entry(entryId)}>
            <bdi>{name}</bdi>
          </Link>{' '}
          <bdi className="code small">{code}</bdi> <bdi className="soft">{provider}</bdi>
        </li>
      ))}
    </ul>
  );
}

function PartLines({ editionId, part }: { editionId: string; part: (typeof parts)[number] }) {
  const { t } = useWords();
  const words = useLineWords();
  const parallel = useParallel();
  const position = useCursor(part);
  const lines = useAnswer(listEditionLines, {
    params: { editionId },
    query: { part, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <Loaded query={lines}>
      {({ answer }) =>
        answer.items.length === 0 ? (
          <Blank says={t('portal.edition.lines-none')} />
        ) : (
          <>
            <Table<ComparedLine>
              size="small"
              rowKey="position"
              pagination={false}
              tableLayout="fixed"
              scroll={{ x: 900 }}
              dataSource={answer.items}
              className="stacked edition-lines"
              columns={stacked<ComparedLine>([
                { key: 'position', title: t('catalog.edition.column.position'), width: 66, render: (_, { position: at }) => at },
                {
                  key: 'name',
                  title: t('catalog.edition.column.name'),
                  width: 190,
                  render: (_, line) => (
                    <>
                      <Link to={paths.entry(line.entryId)}>
                        <ParallelText zh={line.name} text={parallel(line)?.name} />
                      </Link>
                      <div className="small soft">
                        <bdi className="code">{line.code}</bdi> v{line.version}
                      </div>
                      <div className="small">{words.change(line)}</div>
                    </>
                  ),
                },
                {
                  key: 'provider',
                  title: t('catalog.edition.column.provider'),
                  width: 110,
                  render: (_, { provider }) => <bdi>{provider}</bdi>,
                },
                {
                  key: 'shareType',
                  title: `${t('catalog.edition.column.shareType')} · ${t('catalog.edition.column.mode')}`,
                  width: 126,
                  render: (_, line) => (
                    <>
                      {words.share(line)}
                      <div className="small soft">{words.mode(line)}</div>
                    </>
                  ),
                },
                { key: 'listing', title: t('catalog.edition.column.catalogue'), width: 128, render: (_, line) => words.catalogue(line) },
                { key: 'cycle', title: t('catalog.edition.column.updateCycle'), width: 86, render: (_, line) => words.cycle(line) },
                {
                  key: 'conditions',
                  title: t('catalog.edition.column.conditions'),
                  render: (_, line) => (
                    <>
                      {line.shareType === 'denied' ? (
                        <>
                          <ParallelText zh={line.denialReason ?? ''} text={parallel(line)?.denialReason} />
                          <Lines text={words.denialBasis(line)} />
                        </>
                      ) : (
                        <ParallelConditions line={line} texts={parallel(line)} />
                      )}
                      {line.deniedItems?.length ? (
                        <div className="small soft">
                          {t('catalog.edition.field.deniedItems')}
                          <ParallelDenials line={line} texts={parallel(line)} />
                        </div>
                      ) : null}
                    </>
                  ),
                },
              ])}
            />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )
      }
    </Loaded>
  );
}
