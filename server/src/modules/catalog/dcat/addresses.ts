import { apiPrefix } from '@karez/contract/route';
import type { Needs } from '#platform/needs';

/** Addresses of the things that documents describe; they stay as long as KAREZ_PUBLIC_URL does. */
export type Addresses = {
  readonly portal: string;
  /** The whole catalogue; what all documents share (categories, publishers, statements of rights) stands below it. */
  readonly catalogue: string;
  entry(id: string): string;
  entryPage(id: string): string;
  service(id: string): string;
  servicePage(id: string): string;
};

export function addressesOf({ KAREZ_PUBLIC_URL }: Pick<Needs['config'], 'KAREZ_PUBLIC_URL'>): Addresses {
  const portal = new URL(KAREZ_PUBLIC_URL).href.replace(/\/+$/, '');
  const catalogue = `${portal}${apiPrefix}/catalog/dcat`;
  return {
    portal,
    catalogue,
    entry: (id) => `${catalogue}/${id}`,
    entryPage: (id) => `${portal}/catalog/entries/${id}`,
    service: (id) => `${portal}${apiPrefix}/gateway/services/${id}`,
    servicePage: (id) => `${portal}/gateway/services/${id}`,
  };
}
