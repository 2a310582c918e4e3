import { canonicalJson } from '@karez/kit/canonical-json';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { publish } from '#platform/outbox';
import type { ImpactNeeds } from '../acknowledgement/impact.ts';
import { tellConsumers } from '../acknowledgement/tell-consumers.ts';
import { changesBetween } from '../entry/changes.ts';
import { recheckNonconformities } from '../conformance/recheck-entry.ts';
import { drawResourceCode } from '../entry/code-store.ts';
import { followEntry } from '../listing/follow-entry.ts';
import { endConsent } from '../consent/consent-store.ts';
import { isNameInUse } from '../entry/entry-store.ts';
import { entryInForce } from '../entry/entry-events.ts';
import { nextEntryState, resourceCodeOf, type Entry, type Published } from '../entry/entry.ts';
import { refuseUnanswered } from '../finding/unanswered.ts';
import { endAuthorityClock, handOn, tellPublished } from './handing-on.ts';
import { recordStep, risen, todayOf, type Step, type StepNeeds } from './record-step.ts';
import { forgetReturnedTexts } from '../returned/returned-store.ts';
import { saveRevision } from './revision-store.ts';
import { supersede, type Effective } from './revision.ts';
import { followRecall } from '../recall/follow-recall.ts';
import { closeFilledCases } from '../revision-case/follow-revision.ts';
import { citeBases, releaseBases } from '../revision-case/resting.ts';
import type { EntryFile } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { carryTranslations } from '../translation/carry-translation.ts';

/** The entry's code: the one that it has, or the next of its prefix, drawn in this very transaction. */
async function codeFor(tx: Transaction, entry: Entry, effective: Effective): Promise<string | Refusal> {
  const known = resourceCodeOf(entry);
  if (known !== null) return known;
  const { category } = effective.content;
  const { organisationId, regionCode } = entry.provider;
  if (category === null) return refuse('catalog.entry.illegal-transition', { state: entry.state, event: 'publish' });
  return drawResourceCode(tx, { category, organisationId, regionCode });
}

async function refuseTakenName(tx: Transaction, entry: Entry, name: string): Promise<Refusal | undefined> {
  const { organisationId } = entry.provider;
  const taken = await isNameInUse(tx, { organisationId, folded: fold(name), except: entry.id });
  return taken ? refuse('catalog.entry.name-taken', { name }) : undefined;
}

/** The version before steps back, and with it a standing consent, which was given for that version only. */
async function retirePrevious(tx: Transaction, file: EntryFile, today: string): Promise<Refusal | undefined> {
  if (file.live === null) return undefined;
  const superseded = supersede(file.live);
  if (isRefusal(superseded)) return superseded;
  await saveRevision(tx, superseded);
  await endConsent(tx, file.entry.id, today);
  return undefined;
}

/** What bringing a version into force needs: the grants and services that it may touch are asked of those who know them. */
export type ForceNeeds = StepNeeds & ImpactNeeds;

/** Puts an approved revision in force: code, old version, clock, to-dos, notice, history, evidence, search and the word to who rests on it, all in one transaction. */
export async function bringIntoForce(
  tx: Transaction,
  needs: ForceNeeds,
  { file, effective, step }: { file: EntryFile; effective: Effective; step: Omit<Step, 'changes' | 'payload'> },
): Promise<EntryFile | Refusal> {
  const { entry } = file;
  const today = todayOf(needs);
  const state = nextEntryState(entry.state, 'publish');
  if (isRefusal(state)) return state;
  const refused =
    // What the authority adjusts is asked nothing more: or a department would hold up what was decided over its objection by not answering.
    (file.working?.state === 'under-adjustment' ? undefined : await refuseUnanswered(tx, file)) ??
    (await refuseTakenName(tx, entry, effective.content.name)) ??
    (await retirePrevious(tx, file, today));
  if (refused) return refused;
  const at = needs.clock.now();
  const uncitable = await citeBases(tx, { entryId: entry.id, stage: 'entry', content: effective.content, at });
  if (uncitable) return uncitable;
  await releaseBases(tx, { entryId: entry.id, stage: 'revision', at });
  const resourceCode = await codeFor(tx, entry, effective);
  if (isRefusal(resourceCode)) return resourceCode;
  await reached('catalog.publish.coded');

  const { id, provider, revision } = risen(entry);
  const published: Published = { id, provider, revision, state: 'published', resourceCode, publishedOn: today, liveNo: effective.no };
  const next = { ...file, entry: published, live: effective, working: null, status: null };
  await saveRevision(tx, effective);
  await forgetReturnedTexts(tx, { entryId: entry.id, revisionNo: effective.no });
  await endAuthorityClock(tx, needs, { file, outcome: 'met' });
  await recordStep(tx, needs, {
    file: next,
    step: {
      ...step,
      changes: file.live === null ? [] : changesBetween(file.live.content, effective.content),
      facts: { ...step.facts, resourceCode, version: effective.version },
      payload: Buffer.from(canonicalJson(effective.content), 'utf8'),
    },
  });
  await recheckNonconformities(tx, needs, published.id);
  await handOn(tx, needs, { file: next, by: step.actor.id, dueAt: null });
  await tellPublished(tx, needs, next);
  await carryTranslations(tx, needs, { file: next, by: step.actor.id });
  await closeFilledCases(tx, needs, { file: next, effective });
  await tellConsumers(tx, needs, { before: file.live, effective, file: next, actor: step.actor });
  await followRecall(tx, needs, { entryId: published.id, by: step.actor.id });
  await publish(tx, entryInForce(published, { id: needs.newId() }));
  const followed = await followEntry(tx, needs, { file: next, step });
  await reached('catalog.publish.before-commit');
  return followed;
}
