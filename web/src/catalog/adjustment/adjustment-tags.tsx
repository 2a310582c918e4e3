import type { Adjustment, AdjustmentState } from '@karez/contract/catalog/adjustment';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<AdjustmentState, Tone>> = {
  proposed: 'waiting',
  unanswered: 'danger',
  objected: 'warn',
  agreed: 'ok',
  upheld: 'ok',
  dropped: 'off',
  withdrawn: 'off',
};

export function AdjustmentStateTag({ state }: { state: AdjustmentState }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`catalog.adjustment.state.${state}`)}</StateTag>;
}

/** Names of the fields that an adjustment touches; its items as one. */
export function useFieldWords() {
  const { t } = useWords();
  return (fields: readonly string[]): string =>
    [...new Set(fields.map((field) => t(`catalog.field.${field.startsWith('items/') ? 'items' : field}`)))].join(' / ');
}

/** In what an adjustment goes beyond the department's assessments, in words. */
export function useWideningWords() {
  const { t } = useWords();
  return (widening: Adjustment['widening']): string => widening.map((kind) => t(`catalog.adjustment.widening.${kind}`)).join(' / ');
}
