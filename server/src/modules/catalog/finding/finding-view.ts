import type { Findings } from '@karez/contract/catalog/finding';
import { isRefusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { EntryFile } from '../search/search-document.ts';
import type { Finding } from './finding.ts';
import { mayAnswer } from './finding-policy.ts';

/** The findings of an entry as those see them who see its draft; what is gone is not shown. */
export function findingsView(actor: Actor, file: EntryFile, findings: readonly Finding[]): Findings {
  const shown = findings.filter(({ state }) => state !== 'gone');
  return {
    items: shown.map(({ id, kind, targetId, place, itemNo, relation, state, evidence, foundAt, answered }) => ({
      id,
      kind,
      targetId,
      place,
      itemNo: itemNo === 0 ? null : itemNo,
      relation,
      state,
      evidence,
      foundAt: foundAt.toISOString(),
      answer: answered && { text: answered.opinion, at: answered.at.toISOString() },
    })),
    open: shown.filter(({ state }) => state === 'open').length,
    answerable: !isRefusal(mayAnswer(actor, file)),
  };
}
