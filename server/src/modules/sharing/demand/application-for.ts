import type { DemandContent } from '@karez/contract/sharing/demand';
import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { emptyContent } from '../application.ts';
import type { RequestableItem } from '../requestable.ts';

const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '');

/** The items of an entry that a demand asked for: of the same name, or with the one name inside the other. */
export function itemsWanted(wanted: DemandContent['items'], items: readonly Pick<RequestableItem, 'no' | 'nameZh'>[]): number[] {
  const names = wanted.map(({ name }) => bare(name)).filter((name) => name !== '');
  return items.flatMap(({ no, nameZh }) => {
    const own = bare(nameZh);
    return own !== '' && names.some((name) => own.includes(name) || name.includes(own)) ? [no] : [];
  });
}

/** An application draft with what the demand has said already: purpose, basis, matter, and the items that may be asked for. */
export function applicationFor(demand: DemandContent, items: readonly RequestableItem[]): ApplicationContent {
  const askable = items.filter(({ shareType, fieldName }) => shareType !== 'denied' && fieldName !== null);
  return {
    ...emptyContent(),
    itemNos: itemsWanted(demand.items, askable),
    useBasis: [...demand.useBasis],
    useScenario: demand.useScenario,
    usePurpose: demand.usePurpose,
    matter: demand.matter,
  };
}
