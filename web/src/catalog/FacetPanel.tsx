import { facetNames } from '@karez/contract/catalog/answers';
import type { listEntries } from '@karez/contract/catalog';
import { listFacetValues } from '@karez/contract/catalog/facet';
import type { AnswerOf } from '@karez/contract/route';
import { Button, Card, Checkbox, Grid } from 'antd';
import { useState } from 'react';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { SearchField } from '../client/SearchField.tsx';
import type { Names } from './use-names.ts';
import type { FacetName, SearchAddress } from './use-search-address.ts';

type Answer = AnswerOf<typeof listEntries>;
type Counted = Answer['facets'][FacetName][number];

const SHOWN_FIRST = 6;

const valueWords: Readonly<Partial<Record<FacetName, string>>> = {
  shareType: 'catalog.share-type',
  format: 'catalog.format-class',
  updateCycle: 'catalog.update-cycle',
  state: 'catalog.state',
  listing: 'catalog.listing',
  freshness: 'catalog.freshness',
};

/** The word of one facet value in the reader's language. */
export function useFacetWords(names: Names): (facet: FacetName, value: string, label: string) => string {
  const { t, has } = useWords();
  return (facet, value, label) => {
    if (facet === 'region') return names.region(value);
    if (facet === 'category') return value === 'none' ? t('catalog.share-type.none') : names.category(value);
    const key = `${valueWords[facet]}.${value}`;
    return has(key) ? t(key) : label;
  };
}

/** Facets with counts; one that would not narrow anything stays away until it does. */
export function FacetPanel({ answer: { facets, cut }, address, names }: { answer: Answer; address: SearchAddress; names: Names }) {
  const { t } = useWords();
  const isWide = Grid.useBreakpoint().lg ?? false;
  const [isOpened, setOpened] = useState(false);
  const useful = facetNames.filter((name) => facets[name].length > 1 || address.filters[name].length > 0);
  if (useful.length === 0) return null;
  return (
    <Card
      size="small"
      title={t('portal.catalog.filters')}
      styles={{ body: { display: isWide || isOpened ? 'block' : 'none' } }}
      extra={
        <span className="row">
          {address.anyFilter ? (
            <Button type="link" size="small" onClick={address.clear}>
              {t('portal.clear-filters')}
            </Button>
          ) : null}
          {isWide ? null : (
            // On a telephone what was found comes first.
            <Button size="small" aria-expanded={isOpened} onClick={() => setOpened(!isOpened)}>
              {t(isOpened ? 'portal.catalog.facet-less' : 'portal.catalog.facets-open')}
            </Button>
          )}
        </span>
      }
    >
      <div className="stack">
        {useful.map((name) => (
          <Facet key={name} facet={name} values={facets[name]} isCut={cut.includes(name)} address={address} names={names} />
        ))}
      </div>
    </Card>
  );
}

type Listed = { facet: FacetName; values: readonly Counted[]; address: SearchAddress; names: Names };

function Facet({ isCut, ...listed }: Listed & { isCut: boolean }) {
  const { facet, values, address } = listed;
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const chosen = address.filters[facet];
  // A chosen value that finds nothing now stays in view, so that it can be taken back.
  const lost = chosen.filter((value) => !values.some((one) => one.value === value)).map((value) => ({ value, label: value, count: 0 }));
  const all = [...values, ...lost];
  const shown = open && !isCut ? all : all.filter((one, index) => (index < SHOWN_FIRST && !open) || chosen.includes(one.value));
  const more = isCut ? t('portal.catalog.facet-find') : t('portal.catalog.facet-more', { count: all.length - SHOWN_FIRST });
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}>
      <legend style={{ fontWeight: 600, paddingBlockEnd: 4 }}>{t(`portal.catalog.facet.${facet}`)}</legend>
      <Values {...listed} values={shown} />
      {open && isCut ? <EveryValue {...listed} /> : null}
      {isCut || all.length > SHOWN_FIRST ? (
        <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setOpen(!open)}>
          {open ? t('portal.catalog.facet-less') : more}
        </Button>
      ) : null}
    </fieldset>
  );
}

function Values({ facet, values, address, names }: Listed) {
  const word = useFacetWords(names);
  const chosen = address.filters[facet];
  return values.map(({ value, label, count }) => (
    <div key={value} style={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', gap: 8, paddingBlock: 2 }}>
      <Checkbox
        checked={chosen.includes(value)}
        onChange={({ target }) => address.choose(facet, target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))}
        style={{ minInlineSize: 0 }}
      >
        <span style={{ overflowWrap: 'anywhere' }}>{word(facet, value, label)}</span>
      </Checkbox>
      <span className="soft small">{count}</span>
    </div>
  ));
}

/** A facet of more values than stand beside the results: page by page, or by name. What is chosen already stands above. */
function EveryValue({ facet, address, names }: Omit<Listed, 'values'>) {
  const { t } = useWords();
  const [named, setNamed] = useState('');
  const query = { ...address.query, ...(named === '' ? {} : { named }) };
  const position = useCursor(JSON.stringify(query));
  const found = useAnswer(listFacetValues, {
    params: { facet },
    query: { ...query, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const label = t('portal.catalog.facet-label', { facet: t(`portal.catalog.facet.${facet}`) });
  return (
    <>
      <SearchField
        size="small"
        style={{ marginBlock: 4 }}
        aria-label={label}
        placeholder={t('portal.catalog.facet-named')}
        maxLength={200}
        onSearch={(text) => setNamed(text.trim())}
      />
      <Loaded query={found}>
        {({ answer }) => (
          <>
            <Values
              facet={facet}
              values={answer.items.filter(({ value }) => !address.filters[facet].includes(value))}
              address={address}
              names={names}
            />
            {answer.total === 0 ? <span className="soft small">{t('portal.catalog.facet-none')}</span> : null}
            {position.page === 1 && answer.next === null ? null : (
              <CursorPager position={position} next={answer.next} total={answer.total} />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
