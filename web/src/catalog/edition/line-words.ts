import type { ComparedLine } from '@karez/contract/catalog/edition';
import { useWords } from '../../client/language.tsx';
import { useNames } from '../use-names.ts';

const lines = (texts: readonly (string | null)[]): string => texts.filter((text) => text !== null && text !== '').join('\n');

/** The words of an edition's line, for its page and for its print. */
export function useLineWords() {
  const { t } = useWords();
  const names = useNames();
  return {
    share: ({ shareType }: ComparedLine) => t(`catalog.share-type.${shareType}`),
    category: ({ category }: ComparedLine) => (category === null ? '' : names.category(category)),
    mode: ({ modeClass, modeType }: ComparedLine) =>
      [modeClass, modeType].flatMap((mode) => (mode === null ? [] : [t(`catalog.share-mode.${mode}`)])).join(' · '),
    cycle: ({ updateCycle }: ComparedLine) => (updateCycle === null ? '' : t(`catalog.update-cycle.${updateCycle}`)),
    denialBasis: ({ denialBasis }: ComparedLine) => lines(denialBasis),
    catalogue: ({ shared, listing, promisedOn }: ComparedLine) => {
      if (!shared) return t('catalog.edition.resource-only');
      return lines([
        t('catalog.edition.shared'),
        listing === null ? '' : t(`portal.listing.short.${listing}`),
        promisedOn === null ? '' : t('portal.listing.promised-on', { day: promisedOn }),
      ]);
    },
    change: ({ change, changedFields }: ComparedLine) => {
      if (change === 'same') return '';
      if (change === 'added') return t('portal.edition.change.added');
      return t('portal.edition.change.changed', {
        fields: changedFields.map((field) => t(`catalog.edition.field.${field}`)).join(t('portal.acknowledgement.and')),
      });
    },
  };
}
