import type { DisputeState } from '@karez/contract/sharing/dispute';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<DisputeState, Tone>> = {
  negotiating: 'waiting',
  'at-authority': 'warn',
  above: 'warn',
  entered: 'warn',
  ordered: 'waiting',
  settled: 'ok',
  upheld: 'ok',
  executed: 'ok',
  withdrawn: 'off',
};

/** The state of a dispute in words. */
export function DisputeStateTag({ state }: { state: DisputeState }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`sharing.dispute-state.${state}`)}</StateTag>;
}
