import type { DisposalState } from '@karez/contract/sharing/disposal';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<DisposalState, Tone>> = {
  ordered: 'warn',
  reported: 'waiting',
  certified: 'ok',
  checking: 'waiting',
  passed: 'ok',
};

/** The state of a disposal in words. */
export function DisposalStateTag({ state }: { state: DisposalState }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`sharing.disposal-state.${state}`)}</StateTag>;
}
