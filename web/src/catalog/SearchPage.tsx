import { listEntries } from '@karez/contract/catalog';
import { facetNames, type EntrySummary } from '@karez/contract/catalog/answers';
import { Alert, Button, Card, Tag } from 'antd';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { DemandOffer } from '../sharing/demand/DemandOffer.tsx';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import './catalog.css';
import { DcatButton } from './DcatButton.tsx';
import { FacetPanel, useFacetWords } from './FacetPanel.tsx';
import { CatalogueSwitch } from './listing/CatalogueSwitch.tsx';
import { FoundEntry } from './FoundEntry.tsx';
import { SaveSearchButton } from './subscription/SaveSearchButton.tsx';
import { useNames, type Names } from './use-names.ts';
import { useSearchAddress, type SearchAddress } from './use-search-address.ts';
import { SearchField } from '../client/SearchField.tsx';

/** 找数据: one box, facets that narrow, and for every hit the reason why it is one. */
export function SearchPage() {
  const { t } = useWords();
  const address = useSearchAddress();
  const names = useNames();
  const position = useCursor(JSON.stringify(address.query));
  const found = useAnswer(listEntries, {
    query: { ...address.query, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const registers = usePower('catalog.register');
  return (
    <>
      <PageHead
        title={t('portal.menu.search')}
        purpose={t('portal.catalog.search-purpose')}
        actions={
          <>
            <SaveSearchButton address={address} />
            <DcatButton of={{ query: address.query }} />
            {registers ? (
              <Link to={paths.newEntry()}>
                <Button>{t('portal.menu.register')}</Button>
              </Link>
            ) : null}
          </>
        }
      />
      <Card style={{ marginBlockEnd: 16 }}>
        <SearchField
          key={address.q}
          size="large"
          defaultValue={address.q}
          enterButton={t('portal.find')}
          loading={found.isFetching}
          placeholder={t('portal.home.find-hint')}
          aria-label={t('portal.home.find')}
          maxLength={200}
          onSearch={address.ask}
        />
      </Card>
      <Loaded query={found}>
        {({ answer }) => (
          <div className="found">
            <FacetPanel answer={answer} address={address} names={names} />
            <Card>
              <div style={{ marginBlockEnd: 12 }}>
                <CatalogueSwitch address={address} counts={answer.facets.listing} />
              </div>
              <ActiveFilters address={address} names={names} facets={answer.facets} total={answer.total} />
              {answer.closest ? (
                <Alert type="info" showIcon title={t('portal.catalog.closest', { q: address.q })} style={{ marginBlockStart: 12 }} />
              ) : null}
              <Results answer={answer} names={names} address={address} />
              {address.anyFilter || answer.next !== null ? null : <DemandOffer q={address.q} holding={answer.holding} />}
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </Card>
          </div>
        )}
      </Loaded>
    </>
  );
}

type Found = { readonly items: readonly EntrySummary[]; readonly total: number; readonly holding: number };

function Results({ answer, names, address }: { answer: Found; names: Names; address: SearchAddress }) {
  const { t } = useWords();
  const { items: entries, total, holding } = answer;
  const firstNear = holding === 0 ? undefined : entries.find(({ holds }) => !holds);
  if (entries.length === 0) return <NothingFound address={address} />;
  return (
    <ul aria-label={t('portal.catalog.results')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {entries.map((entry) => (
        <Fragment key={entry.id}>
          {entry === firstNear ? (
            <li className="near-below soft">{t('portal.catalog.near-below', { holding, near: total - holding })}</li>
          ) : null}
          <FoundEntry entry={entry} names={names} />
        </Fragment>
      ))}
    </ul>
  );
}

function NothingFound({ address }: { address: SearchAddress }) {
  const { t } = useWords();
  const isUnknown = address.q !== '' && !address.anyFilter;
  const says =
    address.q === ''
      ? t('portal.catalog.nothing-here')
      : t(isUnknown ? 'portal.catalog.nothing-found' : 'portal.catalog.nothing-filtered', { q: address.q });
  return (
    <Blank
      says={says}
      action={
        <div className="row" style={{ justifyContent: 'center' }}>
          {isUnknown ? <span className="soft">{t('portal.catalog.nothing-next')}</span> : null}
          {address.anyFilter ? <Button onClick={address.clear}>{t('portal.clear-filters')}</Button> : null}
          {address.q === '' ? null : <Button onClick={() => address.ask('')}>{t('portal.catalog.show-all')}</Button>}
        </div>
      }
    />
  );
}

type Active = { address: SearchAddress; names: Names; facets: Parameters<typeof FacetPanel>[0]['answer']['facets']; total: number };

function ActiveFilters({ address, names, facets, total }: Active) {
  const { t } = useWords();
  const word = useFacetWords(names);
  const chosen = facetNames.flatMap((name) => address.filters[name].map((value) => ({ name, value })));
  return (
    <div className="row" style={{ borderBlockEnd: '1px solid #f0ebe0', paddingBlockEnd: 10 }} role="status">
      <strong>
        {address.q === '' ? t('portal.catalog.total', { count: total }) : t('portal.catalog.total-for', { count: total, q: address.q })}
      </strong>
      {chosen.map(({ name, value }) => (
        <Tag
          key={`${name} ${value}`}
          closable={{ 'aria-label': t('portal.labelled', { label: t('portal.clear'), text: t(`portal.catalog.facet.${name}`) }) }}
          onClose={() =>
            address.choose(
              name,
              address.filters[name].filter((one) => one !== value),
            )
          }
        >
          {t(`portal.catalog.facet.${name}`)}
          {': '}
          {word(name, value, facets[name].find((one) => one.value === value)?.label ?? value)}
        </Tag>
      ))}
    </div>
  );
}
