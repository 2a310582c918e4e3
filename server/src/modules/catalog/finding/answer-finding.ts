import type { Findings } from '@karez/contract/catalog/finding';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { isInsider, seesWorking } from '../catalog-policy.ts';
import { lockedFile, visibleFile, type EntryCommand } from '../entry/entry-file.ts';
import { tellStep, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { handFindings } from './compare-draft.ts';
import { writeSources } from '../source/cite-source.ts';
import { answer, type Finding } from './finding.ts';
import { mayAnswer } from './finding-policy.ts';
import { findingsOf, saveFindings } from './finding-store.ts';
import { findingsView } from './finding-view.ts';

export type AnswerFinding = EntryCommand & { readonly findingId: string; readonly answer: 'cite' | 'argue'; readonly text: string };

/** The department cites the source or argues the difference; whoever reviews, signs or publishes reads it beside the evidence (91-4.1). */
export async function answerFinding(needs: StepNeeds, command: AnswerFinding): Promise<Findings | Refusal> {
  const { actor } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayAnswer(actor, file);
    if (isRefusal(permitted)) return permitted;
    const finding = (await findingsOf(tx, file.entry.id)).find(({ id }) => id === command.findingId);
    if (!finding || actor.orgId === null) return refuse('catalog.finding.not-found');

    const answered = answer(finding, command.answer, { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion: command.text });
    if (isRefusal(answered)) return answered;
    await saveFindings(tx, [answered]);
    const changes = await writeSources(tx, needs, { file, finding: answered, revisionNo: file.working?.no ?? 0 });
    const findings = await findingsOf(tx, file.entry.id);
    await tellStep(tx, needs, {
      file,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.answer-finding',
        word: answered.state === 'cited' ? 'finding-cited' : 'finding-argued',
        role: 'CATALOG_REGISTRAR',
        opinion: command.text || null,
        changes,
        facts: { findingId: finding.id, targetId: finding.targetId, relation: finding.relation },
      },
    });
    await handFindings(tx, needs, { file, open: findings.filter(({ state }) => state === 'open').length, by: actor.id });
    return findingsView(actor, file, findings);
  });
}

/** What the version in force was answered with, where its draft is not the reader's to see: nothing that a later comparison touched. */
function answeredFor({ working, live }: EntryFile, findings: readonly Finding[]): readonly Finding[] {
  const inForce = live !== null && 'decided' in live ? live.decided.at : null;
  const answered = findings.filter(({ state }) => state === 'cited' || state === 'argued');
  return working === null || inForce === null ? answered : answered.filter(({ foundAt }) => foundAt <= inForce);
}

/**
 * Evidence and answers for those who see the draft: the own unit, and the authority once it is signed; both read the answers behind a version in
 * force. Nobody else learns of a comparison.
 */
export async function readFindings(reader: Reader, command: Pick<EntryCommand, 'actor' | 'entryId'>): Promise<Findings | Refusal> {
  const file = await visibleFile(reader, command);
  if (isRefusal(file)) return file;
  const { actor } = command;
  if (seesWorking(actor, file)) return findingsView(actor, file, await findingsOf(reader, file.entry.id));
  if (file.live === null || !isInsider(actor, file)) return { items: [], open: 0, answerable: false };
  return findingsView(actor, file, answeredFor(file, await findingsOf(reader, file.entry.id)));
}
