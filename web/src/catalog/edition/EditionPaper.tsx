import { getEdition, listEditionLines, type ComparedLine, type WholeEdition } from '@karez/contract/catalog/edition';
import { useQuery } from '@tanstack/react-query';
import { Button, Spin } from 'antd';
import { Link, useParams } from 'react-router';
import { call } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { useNames } from '../use-names.ts';
import { useLineWords } from './line-words.ts';
import './edition.css';

/** Lines that one call brings. */
const LINES_A_CALL = 1000;

async function everyLine(editionId: string): Promise<ComparedLine[]> {
  const lines: ComparedLine[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: LINES_A_CALL, ...(cursor === null ? {} : { cursor }) };
    const { answer } = await call(listEditionLines, { params: { editionId }, query });
    lines.push(...answer.items);
    cursor = answer.next;
  } while (cursor !== null);
  return lines;
}

/** An edition as it prints on A4: title, number, date and unit on every page, page numbers, digest, and a blank place for the seal. */
export function EditionPaper() {
  const { editionId = '' } = useParams();
  const edition = useAnswer(getEdition, { params: { editionId } });
  return <Loaded query={edition}>{({ answer }) => <WithLines edition={answer} />}</Loaded>;
}

function WithLines({ edition }: { edition: WholeEdition }) {
  const { t } = useWords();
  const lines = useQuery({ queryKey: ['catalog.edition-paper', edition.id], queryFn: () => everyLine(edition.id), staleTime: Infinity });
  if (lines.error) return <Trouble error={lines.error} />;
  if (lines.data === undefined) {
    return (
      <p role="status">
        <Spin size="small" /> {t('portal.edition.loading', { count: edition.resourceCount })}
      </p>
    );
  }
  return <Paper edition={edition} lines={lines.data} />;
}

function Paper({ edition, lines }: { edition: WholeEdition; lines: readonly ComparedLine[] }) {
  const { t } = useWords();
  const names = useNames();
  const number = t('portal.edition.title', { year: String(edition.year), no: edition.no });
  const head = `${names.region(edition.regionCode)}${t('portal.edition.paper-title')} ${number}`;
  const foot = `${edition.organisation} ${edition.issuedOn}`;
  return (
    <>
      <div className="row no-print" style={{ justifyContent: 'space-between', marginBlockEnd: 12 }}>
        <Link to={paths.edition(edition.id)}>{t('portal.edition.back')}</Link>
        <Button type="primary" onClick={() => window.print()}>
          {t('portal.print')}
        </Button>
      </div>
      <article className="edition-paper">
        <h1>
          {names.region(edition.regionCode)}
          {t('portal.edition.paper-title')}
        </h1>
        <p className="edition-number">{number}</p>
        <p>{t('portal.edition.counts', { resource: edition.resourceCount, shared: edition.sharedCount, denied: edition.deniedCount })}</p>
        <LineTable title={t('portal.edition.print-resource')} running={head} lines={lines.filter(({ shared }) => shared)} />
        <LineTable
          title={t('portal.edition.print-only')}
          running={head}
          lines={lines.filter(({ shared, shareType }) => !shared && shareType !== 'denied')}
        />
        <DenialTable
          title={t('portal.edition.print-denied')}
          running={head}
          lines={lines.filter(({ shareType }) => shareType === 'denied')}
        />
        <footer className="edition-end">
          <div className="edition-seal">
            <div>{edition.organisation}</div>
            <div className="edition-seal-place">{t('portal.edition.seal')}</div>
            <div>{edition.issuedOn}</div>
          </div>
          <div className="edition-digest">
            {t('catalog.edition.digest')}: <bdi>{edition.digest}</bdi>
          </div>
        </footer>
      </article>
      <div className="edition-foot" aria-hidden="true">
        {foot}
      </div>
    </>
  );
}

type Part = { readonly title: string; readonly running: string; readonly lines: readonly ComparedLine[] };

/** The head row of a table stands on each of its pages, and above it what the edition is. */
function Running({ text, columns }: { text: string; columns: number }) {
  return (
    <tr className="edition-running">
      <td colSpan={columns}>{text}</td>
    </tr>
  );
}

function Widths({ columns }: { columns: readonly string[] }) {
  return (
    <colgroup>
      {columns.map((column) => (
        <col key={column} className={`edition-${column}`} />
      ))}
    </colgroup>
  );
}

const lineColumns = ['position', 'name', 'category', 'provider', 'shareType', 'mode', 'conditions', 'updateCycle'] as const;

function LineTable({ title, running, lines }: Part) {
  const { t } = useWords();
  const words = useLineWords();
  return (
    <section>
      <h2>{title}</h2>
      {lines.length === 0 ? <p>{t('portal.edition.lines-none')}</p> : null}
      <table hidden={lines.length === 0}>
        <Widths columns={lineColumns} />
        <thead>
          <Running text={running} columns={lineColumns.length} />
          <tr>
            {lineColumns.map((column) => (
              <th key={column}>{t(`catalog.edition.column.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.position}>
              <td>{line.position}</td>
              <td>
                <bdi>{line.name}</bdi>
                <div className="edition-code">
                  <bdi>{line.code}</bdi>
                </div>
              </td>
              <td>{words.category(line)}</td>
              <td>
                <bdi>{line.provider}</bdi>
              </td>
              <td>{words.share(line)}</td>
              <td>{words.mode(line)}</td>
              <td className="pre">
                <bdi>{words.conditions(line)}</bdi>
              </td>
              <td>{words.cycle(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const denialColumns = ['position', 'name', 'provider', 'denial'] as const;

function DenialTable({ title, running, lines }: Part) {
  const { t } = useWords();
  const words = useLineWords();
  return (
    <section>
      <h2>{title}</h2>
      {lines.length === 0 ? <p>{t('portal.edition.lines-none')}</p> : null}
      <table hidden={lines.length === 0}>
        <Widths columns={denialColumns} />
        <thead>
          <Running text={running} columns={denialColumns.length} />
          <tr>
            {denialColumns.map((column) => (
              <th key={column}>{t(`catalog.edition.column.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.position}>
              <td>{line.position}</td>
              <td>
                <bdi>{line.name}</bdi>
              </td>
              <td>
                <bdi>{line.provider}</bdi>
              </td>
              <td className="pre">
                <bdi>{words.denial(line)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
