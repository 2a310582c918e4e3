import { getEdition, listEditionLines, type ComparedLine, type WholeEdition } from '@karez/contract/catalog/edition';
import { useQuery } from '@tanstack/react-query';
import { Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { useNames } from '../use-names.ts';
import { Lines } from '../../ui/Lines.tsx';
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
  const words = useLineWords();
  const number = t('portal.edition.title', { year: String(edition.year), no: edition.no });
  const title = t('portal.edition.paper-title', { region: names.region(edition.regionCode) });
  const head = `${title} ${number}`;
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
        <h1>{title}</h1>
        <p className="edition-number">{number}</p>
        <p>{t('portal.edition.counts', { resource: edition.resourceCount, shared: edition.sharedCount, denied: edition.deniedCount })}</p>
        <PaperTable
          title={t('portal.edition.print-resource')}
          running={head}
          columns={lineColumns}
          rows={lines.filter(({ shared }) => shared).map((line) => lineRow(words, line))}
        />
        <PaperTable
          title={t('portal.edition.print-only')}
          running={head}
          columns={lineColumns}
          rows={lines.filter(({ shared, shareType }) => !shared && shareType !== 'denied').map((line) => lineRow(words, line))}
        />
        <PaperTable
          title={t('portal.edition.print-denied')}
          running={head}
          columns={denialColumns}
          rows={lines.flatMap((line) => denialRows(words, line))}
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

type Column = 'position' | 'name' | 'category' | 'provider' | 'shareType' | 'mode' | 'conditions' | 'updateCycle' | 'denial';
type PaperRow = { readonly key: string; readonly cells: readonly ReactNode[] };
type Part = {
  readonly title: string;
  /** What the edition is: it stands with the head row on each page of the table. */
  readonly running: string;
  readonly columns: readonly Column[];
  readonly rows: readonly PaperRow[];
};

/** One part of the edition as a table whose head stands on each of its pages. */
function PaperTable({ title, running, columns, rows }: Part) {
  const { t } = useWords();
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? <p>{t('portal.edition.lines-none')}</p> : null}
      <table hidden={rows.length === 0}>
        <colgroup>
          {columns.map((column) => (
            <col key={column} className={`edition-${column}`} />
          ))}
        </colgroup>
        <thead>
          <tr className="edition-running">
            <td colSpan={columns.length}>{running}</td>
          </tr>
          <tr>
            {columns.map((column) => (
              <th key={column}>{t(`catalog.edition.column.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {columns.map((column, place) => (
                <td key={column}>{cells[place]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const lineColumns: readonly Column[] = ['position', 'name', 'category', 'provider', 'shareType', 'mode', 'conditions', 'updateCycle'];
const denialColumns: readonly Column[] = ['position', 'name', 'provider', 'denial'];

const own = (text: string) => <bdi>{text}</bdi>;

type LineWords = ReturnType<typeof useLineWords>;

function lineRow(words: LineWords, line: ComparedLine): PaperRow {
  const name = (
    <>
      {own(line.name)}
      <div className="edition-code">{own(line.code)}</div>
    </>
  );
  const { position, provider } = line;
  const terms = [own(provider), words.share(line), words.mode(line), <Lines text={words.conditions(line)} />, words.cycle(line)];
  return { key: String(position), cells: [position, name, words.category(line), ...terms] };
}

/** What a line refuses to others: the entry as a whole, or each of its denied items under the entry's name. */
function denialRows(words: LineWords, line: ComparedLine): PaperRow[] {
  const { position, name, provider, deniedItems = [] } = line;
  if (line.shareType === 'denied')
    return [{ key: String(position), cells: [position, own(name), own(provider), <Lines text={words.denial(line)} />] }];
  return deniedItems.map((item, place) => {
    const named = (
      <>
        {own(item.name)}
        <div className="edition-code">{own(name)}</div>
      </>
    );
    return { key: `${position}/${place}`, cells: [position, named, own(provider), <Lines text={words.deniedItem(item)} />] };
  });
}
