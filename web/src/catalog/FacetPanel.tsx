import { facetNames } from '@karez/contract/catalog/answers';
import type { listEntries } from '@karez/contract/catalog';
import type { AnswerOf } from '@karez/contract/route';
import { Button, Card, Checkbox, Grid } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import type { Names } from './use-names.ts';
import type { FacetName, SearchAddress } from './use-search-address.ts';

type Facets = AnswerOf<typeof listEntries>['facets'];
type Counted = Facets[FacetName][number];

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
export function FacetPanel({ facets, address, names }: { facets: Facets; address: SearchAddress; names: Names }) {
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
          <Facet key={name} facet={name} values={facets[name]} address={address} names={names} />
        ))}
      </div>
    </Card>
  );
}

function Facet({ facet, values, address, names }: { facet: FacetName; values: readonly Counted[]; address: SearchAddress; names: Names }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const word = useFacetWords(names);
  const chosen = address.filters[facet];
  // A chosen value that finds nothing now stays in view, so that it can be taken back.
  const lost = chosen.filter((value) => !values.some((one) => one.value === value)).map((value) => ({ value, label: value, count: 0 }));
  const all = [...values, ...lost];
  const shown = open ? all : all.filter((one, index) => index < SHOWN_FIRST || chosen.includes(one.value));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}>
      <legend style={{ fontWeight: 600, paddingBlockEnd: 4 }}>{t(`portal.catalog.facet.${facet}`)}</legend>
      {shown.map(({ value, label, count }) => (
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
      ))}
      {all.length > SHOWN_FIRST ? (
        <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setOpen(!open)}>
          {open ? t('portal.catalog.facet-less') : t('portal.catalog.facet-more', { count: all.length - SHOWN_FIRST })}
        </Button>
      ) : null}
    </fieldset>
  );
}
