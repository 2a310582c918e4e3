import type { EntrySummary } from '@karez/contract/catalog/answers';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

type Listed = EntrySummary['listing'];

const tones: Readonly<Record<Listed, Tone>> = {
  mounted: 'ok',
  promised: 'waiting',
  'promise-overdue': 'danger',
  interrupted: 'warn',
  unlisted: 'off',
  'not-shared': 'off',
};

/** How an entry stands towards the 共享目录; nothing for what is not offered for sharing. */
export function ListingTag({ listing }: { listing: Listed }) {
  const { t } = useWords();
  if (listing === 'not-shared') return null;
  return <StateTag tone={tones[listing]}>{t(`portal.listing.short.${listing}`)}</StateTag>;
}
