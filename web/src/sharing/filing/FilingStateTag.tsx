import type { FilingState } from '@karez/contract/sharing/filing';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<FilingState, Tone>> = {
  negotiating: 'waiting',
  'at-authority': 'waiting',
  returned: 'warn',
  accepted: 'ok',
  'in-force': 'off',
  withdrawn: 'off',
};

/** The state of a filing in words. */
export function FilingStateTag({ state }: { state: FilingState }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`sharing.filing-state.${state}`)}</StateTag>;
}
