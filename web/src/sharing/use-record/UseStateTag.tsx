import type { UseRecordLine } from '@karez/contract/sharing/use-record';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<UseRecordLine['state'], Tone>> = { running: 'off', owed: 'warn', stated: 'ok' };

/** Where the use record of a quarter stands, and whether its term had run out. */
export function UseStateTag({ state, late }: Pick<UseRecordLine, 'state' | 'late'>) {
  const { t } = useWords();
  return (
    <span className="row" style={{ gap: 4 }}>
      <StateTag tone={state === 'owed' && late ? 'danger' : tones[state]}>{t(`sharing.use-state.${state}`)}</StateTag>
      {late ? <StateTag tone="danger">{t('portal.use.late-tag')}</StateTag> : null}
    </span>
  );
}
