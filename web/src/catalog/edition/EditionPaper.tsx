import { getEdition, listEditionLines, type ComparedLine, type WholeEdition } from '@karez/contract/catalog/edition';
import { useQuery } from '@tanstack/react-query';
import { isLanguage, languages, languageFacts, type Language } from '@karez/contract/wording';
import { Button, Segmented, Spin } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { call } from '../../client/call.ts';
import { InLanguage, useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { useNames } from '../use-names.ts';
import { Lines } from '../../ui/Lines.tsx';
import { useReadingLanguage } from '../translation/EntryReading.tsx';
import { useLineWords } from './line-words.ts';
import { ParallelConditions, ParallelText } from './ParallelText.tsx';
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
  const reading = (
    <p role="status">
      <Spin size="small" /> {t('portal.edition.loading', { count: edition.resourceCount })}
    </p>
  );
  return lines.data === undefined ? reading : <Prints edition={edition} lines={lines.data} waiting={reading} />;
}

type Printed = { readonly edition: WholeEdition; readonly lines: readonly ComparedLine[] };

/** The paper in Chinese, or in another language beside the Chinese, whichever language the portal is read in. */
function Prints({ edition, lines, waiting }: Printed & { readonly waiting: ReactNode }) {
  const { t, language: own } = useWords();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('in');
  const language: Language = isLanguage(asked) ? asked : own;
  return (
    <>
      <div className="row no-print" style={{ justifyContent: 'space-between', marginBlockEnd: 12 }}>
        <Link to={paths.edition(edition.id)}>{t('portal.edition.back')}</Link>
        <span className="row">
          <Segmented<Language>
            aria-label={t('portal.edition.paper-language')}
            value={language}
            options={languages.map((one) => ({ value: one, label: t(`portal.edition.in.${one}`) }))}
            onChange={(next) => setSearch({ in: next }, { replace: true })}
          />
          <Button type="primary" onClick={() => window.print()}>
            {t('portal.print')}
          </Button>
        </span>
      </div>
      <InLanguage language={language} waiting={waiting}>
        <Paper edition={edition} lines={lines} />
      </InLanguage>
    </>
  );
}

function Paper({ edition, lines }: Printed) {
  const { t } = useWords();
  const names = useNames();
  const row = useRows(edition);
  const number = t('portal.edition.title', { year: String(edition.year), no: edition.no });
  const title = t('portal.edition.paper-title', { region: names.region(edition.regionCode) });
  const head = `${title} ${number}`;
  const foot = `${edition.organisation} ${edition.issuedOn}`;
  return (
    <>
      <article className="edition-paper">
        <h1>{title}</h1>
        <p className="edition-number">{number}</p>
        <p>{t('portal.edition.counts', { resource: edition.resourceCount, shared: edition.sharedCount, denied: edition.deniedCount })}</p>
        <ParallelHead edition={edition} />
        <PaperTable
          title={t('portal.edition.print-resource')}
          running={head}
          columns={lineColumns}
          rows={lines.filter(({ shared }) => shared).map(row.ofLine)}
        />
        <PaperTable
          title={t('portal.edition.print-only')}
          running={head}
          columns={lineColumns}
          rows={lines.filter(({ shared, shareType }) => !shared && shareType !== 'denied').map(row.ofLine)}
        />
        <PaperTable title={t('portal.edition.print-denied')} running={head} columns={denialColumns} rows={lines.flatMap(row.ofDenial)} />
        <PaperEnd edition={edition} />
      </article>
      <div className="edition-foot" aria-hidden="true">
        {foot}
      </div>
    </>
  );
}

/** What a paper beside the Chinese is and is not. */
function ParallelHead({ edition }: { edition: WholeEdition }) {
  const { t, language } = useWords();
  const beside = useReadingLanguage();
  if (beside === null) return null;
  const known = edition.languages.find((one) => one.language === beside);
  return (
    <div className="edition-parallel" role="note">
      <p>{t('portal.edition.parallel-says')}</p>
      {languageFacts[language].reviewed ? null : <p>{t('portal.edition.parallel-trial')}</p>}
      <p>
        {known
          ? t('portal.edition.parallel-counts', {
              whole: known.wholeCount,
              part: known.begunCount - known.wholeCount,
              all: edition.resourceCount,
            })
          : t('catalog.edition.parallel.none')}
      </p>
    </div>
  );
}

function PaperEnd({ edition }: { edition: WholeEdition }) {
  const { t } = useWords();
  const beside = useReadingLanguage();
  const known = edition.languages.find(({ language }) => language === beside);
  return (
    <footer className="edition-end">
      <div className="edition-seal">
        <div>{edition.organisation}</div>
        <div className="edition-seal-place">{t('portal.edition.seal')}</div>
        <div>{edition.issuedOn}</div>
      </div>
      <div className="edition-digest">
        {t('catalog.edition.digest')}: <bdi>{edition.digest}</bdi>
      </div>
      {known ? (
        <div className="edition-digest">
          {t('catalog.edition.parallel.digest')}: <bdi>{known.digest}</bdi>
        </div>
      ) : null}
    </footer>
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

/** The rows of a paper in its language. A text without a reviewed translation is marked where the paper has any. */
function useRows({ languages: parallelLanguages }: WholeEdition) {
  const words = useLineWords();
  const beside = useReadingLanguage();
  const marked = parallelLanguages.some(({ language }) => language === beside);
  const textsOf = ({ parallel }: ComparedLine) => (beside === null ? null : (parallel[beside] ?? null));
  const nameOf = (line: ComparedLine) => <ParallelText zh={line.name} text={textsOf(line)?.name} marked={marked} />;

  const ofLine = (line: ComparedLine): PaperRow => {
    const { position, provider } = line;
    const name = (
      <>
        {nameOf(line)}
        <div className="edition-code">{own(line.code)}</div>
      </>
    );
    const conditions = <ParallelConditions line={line} texts={textsOf(line)} marked={marked} />;
    const terms = [own(provider), words.share(line), words.mode(line), conditions, words.cycle(line)];
    return { key: String(position), cells: [position, name, words.category(line), ...terms] };
  };

  const wholeDenial = (line: ComparedLine): PaperRow => {
    const why = (
      <>
        <ParallelText zh={line.denialReason ?? ''} text={textsOf(line)?.denialReason} marked={marked} />
        <Lines text={words.denialBasis(line)} />
      </>
    );
    return { key: String(line.position), cells: [line.position, nameOf(line), own(line.provider), why] };
  };

  /** What a line refuses to others: the entry as a whole, or each of its denied items under the entry's name. */
  const ofDenial = (line: ComparedLine): PaperRow[] => {
    if (line.shareType === 'denied') return [wholeDenial(line)];
    return (line.deniedItems ?? []).map((item, place) => {
      const named = (
        <>
          <ParallelText zh={item.name} text={textsOf(line)?.deniedItems[place]} marked={marked} />
          <div className="edition-code">{own(line.name)}</div>
        </>
      );
      const why = (
        <>
          <ParallelText zh={item.reason} text={textsOf(line)?.deniedReasons?.[place]} marked={marked} />
          <Lines text={item.basis.join('\n')} />
        </>
      );
      return {
        key: `${line.position}/${place}`,
        cells: [line.position, named, own(line.provider), why],
      };
    });
  };
  return { ofLine, ofDenial };
}
