import type { Correction } from '@karez/contract/correction/schemas';
import { listDisputes } from '@karez/contract/sharing/dispute';
import { useAnswer } from '../../client/queries.ts';
import { RaisedDisputes } from './RaisedDisputes.tsx';

/** The disputes that a reader may see about what the authority has decided on a report. */
export function useCorrectionDisputes({ id, decision }: Pick<Correction, 'id' | 'decision'>) {
  return useAnswer(listDisputes, { query: { correction: id } }, { enabled: decision !== null }).data?.answer.items ?? [];
}

export function CorrectionDisputes({ correction }: { correction: Correction }) {
  return <RaisedDisputes disputes={useCorrectionDisputes(correction)} />;
}
