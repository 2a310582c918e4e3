import { sharedCatalogue } from '@karez/contract/catalog/listed';
import type { listEntries } from '@karez/contract/catalog';
import type { AnswerOf } from '@karez/contract/route';
import { Segmented } from 'antd';
import { useWords } from '../../client/language.tsx';
import type { SearchAddress } from '../use-search-address.ts';

const shared: readonly string[] = sharedCatalogue;

/** 资源目录 or 共享目录: everything that the reader may see, or what stands in the shared catalogue; both counts under all other filters. */
export function CatalogueSwitch({
  address,
  counts,
}: {
  address: SearchAddress;
  counts: AnswerOf<typeof listEntries>['facets']['listing'];
}) {
  const { t } = useWords();
  const chosen = address.filters.listing;
  const isShared = chosen.length > 0 && chosen.every((value) => shared.includes(value));
  const sum = (values: typeof counts): number => values.reduce((total, { count }) => total + count, 0);
  return (
    <Segmented
      aria-label={t('portal.listing.catalogues')}
      value={isShared ? 'shared' : 'resource'}
      onChange={(next) => address.choose('listing', next === 'shared' ? shared : [])}
      options={[
        { value: 'resource', label: t('portal.listing.resource-catalogue', { count: sum(counts) }) },
        {
          value: 'shared',
          label: t('portal.listing.shared-catalogue', { count: sum(counts.filter(({ value }) => shared.includes(value))) }),
        },
      ]}
    />
  );
}
