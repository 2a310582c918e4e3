import type { ChangeEventSummary, RevisionCase } from '@karez/contract/catalog/revision-case';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<RevisionCase['state'], Tone>> = {
  open: 'warn',
  'in-hand': 'draft',
  reported: 'waiting',
  'unchanged-reported': 'waiting',
  closed: 'off',
};

/** Where a case stands, and how it ended. */
export function CaseStateTag({ given }: { given: Pick<RevisionCase, 'state' | 'outcome'> }) {
  const { t } = useWords();
  if (given.outcome)
    return (
      <StateTag tone={given.outcome === 'entry-retired' ? 'off' : 'ok'}>{t(`catalog.revision-case.outcome.${given.outcome}`)}</StateTag>
    );
  return <StateTag tone={tones[given.state]}>{t(`catalog.revision-case.state.${given.state}`)}</StateTag>;
}

export function EventKindTag({ kind }: { kind: ChangeEventSummary['kind'] }) {
  const { t } = useWords();
  return <StateTag tone={kind === 'instrument-repealed' ? 'danger' : 'warn'}>{t(`catalog.change-event.kind.${kind}`)}</StateTag>;
}
