import type { DemandState } from '@karez/contract/sharing/demand';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<DemandState, Tone>> = {
  draft: 'draft',
  'awaiting-sending': 'waiting',
  'at-authority': 'waiting',
  'at-provider': 'waiting',
  'awaiting-signature': 'waiting',
  contested: 'warn',
  promised: 'ok',
  merged: 'waiting',
  fulfilled: 'ok',
  served: 'ok',
  refused: 'danger',
  withdrawn: 'off',
};

/** The state of a demand in words; a broken promise says so. */
export function DemandStateTag({ state, overdue = false }: { state: DemandState; overdue?: boolean }) {
  const { t } = useWords();
  if (overdue) return <StateTag tone="danger">{t('sharing.demand-ledger.is-overdue')}</StateTag>;
  return <StateTag tone={tones[state]}>{t(`sharing.demand-state.${state}`)}</StateTag>;
}
