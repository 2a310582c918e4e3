import type { ShareType } from '@karez/contract/catalog/content';
import { isRefusal } from '@karez/kit/refusal';
import { notify } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { recordApplicationStep } from '../application-step.ts';
import { saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent, type ApplicationEvent } from '../application.ts';
import { cancelOpenClock, startCaseClock } from '../case-clock.ts';
import { entryNameOf } from '../entry-name.ts';
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
    revision: moved.revision + 1,
    proposal: null,
    reply: null,
    proposedBy: null,
    signedInBy: null,
  };
  await saveApplicationRecord(tx, waiting);
  await endClock(tx, waiting.id, at);
  const dueAt = await startCaseClock(tx, waiting, {
    ruleKey: replyRule(succession),
    dutyOrgId: waiting.providerOrgId,
    region: waiting.providerRegionCode,
    startedAt: at,
    newId: needs.newId,
  });
  await record(tx, needs, { application: waiting, word: 'handed-over' });
  await passOn(tx, waiting, { by: byPlatform.id, at, dueAt, newId: needs.newId });
}

/** Nobody asks for what is its own: the two sides of an application are two departments. */
async function endOwn(tx: Transaction, needs: SuccessionNeeds, { application }: Succession): Promise<void> {
  const at = needs.clock.now();
  const ended = { ...application, state: stateAfter(application, 'withdraw'), revision: application.revision + 1 };
  await saveApplicationRecord(tx, ended);
  await endClock(tx, ended.id, at);
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

async function endClock(tx: Transaction, applicationId: string, at: Date): Promise<void> {
  const cancelled = await cancelOpenClock(tx, applicationId, at);
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
