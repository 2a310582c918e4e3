import type { CorrectionState } from '@karez/contract/correction/schemas';
import { useWords } from '../client/language.tsx';
import { StateTag, type Tone } from '../ui/StateTag.tsx';

const tones: Readonly<Record<CorrectionState, Tone>> = {
  draft: 'draft',
  filed: 'waiting',
  verifying: 'waiting',
  'awaiting-signature': 'waiting',
  answered: 'waiting',
  disputed: 'warn',
  'at-authority': 'warn',
  confirmed: 'ok',
  upheld: 'ok',
  withdrawn: 'off',
};

/** The state of a report in words. */
export function CorrectionStateTag({ state }: { state: CorrectionState }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`correction.state.${state}`)}</StateTag>;
}
