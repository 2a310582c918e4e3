import type { ShareType } from '@karez/contract/catalog/content';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { notify } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { recordApplicationStep } from '../application-step.ts';
import { saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent, type ApplicationEvent } from '../application.ts';
import { cancelEveryClock, cancelOpenClock, startCaseClock, supplementClock } from '../case-clock.ts';
import { entryNameOf } from '../entry-name.ts';
import { endWaitingExtension } from '../extension/extension-handing.ts';
import { replyRule } from '../requestable.ts';
import type { SuccessionNeeds } from './hear-transfers.ts';
import { underProvider } from './under-provider.ts';

type Receiver = { readonly id: string; readonly regionCode: string };
export type Succession = { readonly application: ApplicationRecord; readonly receiver: Receiver; readonly shareType: ShareType };

/** An undecided application follows its entry to the receiving department; one of the receiver's own ends. The caller holds its lock. */
export async function handApplicationOver(tx: Transaction, needs: SuccessionNeeds, succession: Succession): Promise<void> {
  if (succession.application.requesterOrgId === succession.receiver.id) await endOwn(tx, needs, succession);
  else if (succession.application.submittedAt === null) await renameProvider(tx, needs, succession);
  else await handOver(tx, needs, succession);
}

function stateAfter(application: ApplicationRecord, event: ApplicationEvent): ApplicationRecord['state'] {
  const state = afterEvent(application.state, event);
  if (isRefusal(state)) throw new Error(`application ${application.id} was locked undecided and cannot ${event}: ${application.state}`);
  return state;
}

async function handed(tx: Transaction, { application, receiver }: Succession): Promise<ApplicationRecord> {
  return { ...(await underProvider(tx, application, receiver)), state: stateAfter(application, 'hand-over') };
}

/** Nobody but its own side has seen it: its text and its revision stay, so that a clerk who is writing loses nothing. */
async function renameProvider(tx: Transaction, needs: SuccessionNeeds, succession: Succession): Promise<void> {
  const renamed = await handed(tx, succession);
  await saveApplicationRecord(tx, renamed);
  await record(tx, needs, { application: renamed, word: 'handed-over' });
}

/** What the former department had proposed or signed is void; the receiver has the whole term of 809-21. */
async function handOver(tx: Transaction, needs: SuccessionNeeds, succession: Succession): Promise<void> {
  const at = needs.clock.now();
  const moved = await handed(tx, succession);
  const waiting: ApplicationRecord = {
    ...moved,
    // While a supplement is written nothing of it changes: its clerk goes on where they are.
    revision: moved.state === 'supplement-asked' ? moved.revision : moved.revision + 1,
    proposal: null,
    reply: null,
    proposedBy: null,
    signedInBy: null,
  };
  await saveApplicationRecord(tx, waiting);
  await endReplyClock(tx, waiting.id, at);
  await endWaitingExtension(tx, waiting, at);
  const dueAt = await termAfter(tx, needs, { waiting, ruleKey: replyRule(succession) });
  await record(tx, needs, { application: waiting, word: 'handed-over' });
  await passOn(tx, waiting, { by: byPlatform.id, at, dueAt, newId: needs.newId });
}

/** The receiver has the whole term; a supplement that is awaited is awaited on, and the term of the reply begins when it was signed. */
async function termAfter(
  tx: Transaction,
  { clock, newId }: SuccessionNeeds,
  { waiting, ruleKey }: { waiting: ApplicationRecord; ruleKey: string },
): Promise<Date | null> {
  const startedAt = clock.now();
  const awaited = await supplementClock(tx, waiting.id, startedAt);
  if (awaited) return awaited.dueAt;
  const { providerOrgId: dutyOrgId, providerRegionCode: region } = waiting;
  return startCaseClock(tx, waiting, { ruleKey, dutyOrgId, region, startedAt, newId });
}

/** Nobody asks for what is its own: the two sides of an application are two departments. */
async function endOwn(tx: Transaction, needs: SuccessionNeeds, { application }: Succession): Promise<void> {
  const at = needs.clock.now();
  const ended = { ...application, state: stateAfter(application, 'withdraw'), revision: application.revision + 1 };
  await saveApplicationRecord(tx, ended);
  await endEveryClock(tx, ended.id, at);
  await record(tx, needs, { application: ended, word: 'ended-as-own' });
  await passOn(tx, ended, { by: byPlatform.id, at, dueAt: null, newId: needs.newId });
  await notify(tx, {
    id: needs.newId(),
    key: `sharing.ended-as-own:${ended.id}`,
    for: { kind: 'organisation', orgId: ended.requesterOrgId, power: 'sharing.apply' },
    subject: { module: 'sharing', kind: 'sharing.application', id: ended.id },
    title: { key: 'sharing.notice.ended-as-own', params: { entry: await entryNameOf(tx, ended.entryId) } },
    link: `/sharing/applications/${ended.id}`,
    at,
  });
}

async function endReplyClock(tx: Transaction, applicationId: string, at: Date): Promise<void> {
  mustEnd(await cancelOpenClock(tx, applicationId, at), applicationId);
}

async function endEveryClock(tx: Transaction, applicationId: string, at: Date): Promise<void> {
  mustEnd(await cancelEveryClock(tx, applicationId, at), applicationId);
}

function mustEnd(cancelled: true | Refusal, applicationId: string): void {
  if (isRefusal(cancelled)) throw new Error(`the clock of application ${applicationId} does not end: ${cancelled.code}`);
}

const byPlatform = systemActor('sharing.entry-transferred');

async function record(
  tx: Transaction,
  { clock }: SuccessionNeeds,
  { application, word }: { application: ApplicationRecord; word: string },
): Promise<void> {
  await recordApplicationStep(tx, {
    application,
    actor: byPlatform,
    action: 'sharing.hand-over-application',
    word,
    role: '',
    opinion: null,
    at: clock.now(),
    origin: null,
  });
}
