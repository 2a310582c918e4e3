import type { ImportState } from '@karez/contract/catalog-import';
import type { ImportOutcome } from '@karez/contract/table';
import { useWords } from '../client/language.tsx';
import { StateTag, type Tone } from '../ui/StateTag.tsx';

const stateTones: Readonly<Record<ImportState, Tone>> = {
  checking: 'waiting',
  checked: 'warn',
  failed: 'danger',
  applying: 'waiting',
  applied: 'ok',
  undoing: 'waiting',
  undone: 'off',
};

export function ImportStateTag({ state }: { state: ImportState }) {
  const { t } = useWords();
  return <StateTag tone={stateTones[state]}>{t(`catalog.import.state.${state}`)}</StateTag>;
}

const outcomeTones: Readonly<Record<ImportOutcome, Tone>> = { new: 'ok', changed: 'warn', unchanged: 'off', error: 'danger' };

export function OutcomeTag({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useWords();
  return <StateTag tone={outcomeTones[outcome]}>{t(`table.outcome.${outcome}`)}</StateTag>;
}
