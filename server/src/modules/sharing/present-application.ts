import type { Application, ApplicationSummary, clockViewSchema } from '@karez/contract/sharing/schemas';
import { isRefusal } from '@karez/kit/refusal';
import type { z } from 'zod';
import { allowedOf, businessSystemById, organisations, type Actor } from '#modules/identity';
import { clocksOf, type ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import { agreementOf } from './agreement-store.ts';
import { missingIn } from './application-content.ts';
import { groundOf } from './application-ground.ts';
import { allowedOn } from './application-policy.ts';
import { stepsOf, type ApplicationRecord } from './application-store.ts';
import { entryNamesOf } from './entry-name.ts';
import { extensionOf } from './extension/extension-store.ts';
import { mayAskExtension, mayDecideExtension } from './extension/may-extend.ts';
import { mayAnswerAggregation } from './aggregation/answer-aggregation.ts';
import { presentAggregation } from './aggregation/read-aggregation.ts';
import { presentExtension } from './extension/present-extension.ts';
import { allowedInside, presentHandling } from './handling/present-handling.ts';
import { grantOfApplication } from './grant-store.ts';
import { holdsPersonalData, type RequestableEntry } from './requestable.ts';
import { entryAskedFor } from './requestable-entry.ts';
import { presentLetters } from './letter/present-letters.ts';
import { presentPapers } from './paper-signing/present-papers.ts';
import { presentMarks } from './stamp/present-marks.ts';
import { mayAskSupplement } from './supplement/may-supplement.ts';
import { mayRemind, sideOfReminder, type Reminding } from './reminder/may-remind.ts';
import { presentRenewal } from './renewal/present-renewal.ts';
import { presentOffer } from './offer/present-offer.ts';
import { presentQuestions } from './questions/asked-questions.ts';
import { presentReuse } from './reuse/present-reuse.ts';
import { mayReuse } from './reuse/reuse-application.ts';
import { templateUsed } from './template/template-store.ts';
import { presentSupplements } from './supplement/present-supplements.ts';

type ShownClock = z.infer<typeof clockViewSchema>;

/** A clock as both sides see it. */
export function presentClock(clock: ClockView): ShownClock {
  return {
    id: clock.id,
    ruleKey: clock.ruleKey,
    state: clock.state,
    dueAt: clock.dueAt?.toISOString() ?? null,
    workingDaysLeft: clock.dueAt === null ? null : clock.workingDaysLeft - clock.workingDaysOverdue,
    workingDaysUsed: clock.workingDaysUsed,
    workingDaysTotal: clock.workingDaysTotal,
    extensionWorkingDaysMax: clock.extension === null ? clock.extensionWorkingDaysMax : null,
    provisional: clock.provisional.length > 0,
  };
}

/** The lines of a list, with names and clocks read once for all of them. */
export async function presentSummaries(
  reader: Reader,
  applications: readonly ApplicationRecord[],
  at: Date,
): Promise<ApplicationSummary[]> {
  const sides = await sidesOf(
    reader,
    applications.flatMap((application) => [application.requesterOrgId, application.providerOrgId]),
  );
  const names = await entryNamesOf(reader, [...new Set(applications.map((application) => application.entryId))]);
  const clocks = await clocksOf(reader, {
    caseKind: 'sharing.application',
    caseIds: applications.map((application) => application.id),
    at,
  });
  return applications.map((application) => {
    const waiting = clocks.filter((clock) => clock.caseId === application.id && clock.endedAt === null);
    // While a supplement is awaited the provider's clock stands still, and the requester's runs.
    const open = waiting.find((clock) => clock.state !== 'stopped') ?? waiting[0];
    return {
      id: application.id,
      no: application.no,
      state: application.state,
      entryId: application.entryId,
      entryName: names.get(application.entryId) ?? '',
      requester: sides(application.requesterOrgId),
      provider: sides(application.providerOrgId),
      submittedAt: instant(application.submittedAt),
      decidedAt: instant(application.decidedAt),
      backflow: application.content.rowFilter !== undefined,
      clock: open ? presentClock(open) : null,
    };
  });
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Names of organisations by id, read once. */
export async function sidesOf(reader: Reader, orgIds: readonly string[]): Promise<(id: string) => { id: string; name: string }> {
  const known = await organisations(reader, { ids: [...new Set(orgIds)] });
  return (id) => ({ id, name: known.get(id)?.name ?? '' });
}

export type Reading = {
  readonly actor: Actor;
  readonly at: Date;
  readonly today: string;
  readonly zone: string;
  /** Hours between two reminders of one side. */
  readonly reminderHoursMin: number;
};

/** The whole of one application for a reader who may see it. What a side keeps to itself (the other's handling) is left out. */
export async function presentApplication(reader: Reader, application: ApplicationRecord, reading: Reading): Promise<Application> {
  const { actor, at, today } = reading;
  const [summary] = await presentSummaries(reader, [application], at);
  if (!summary) throw new Error(`application ${application.id} has no summary`);
  const entry = await entryAskedFor(reader, { entryId: application.entryId, today });
  const clocks = await clocksOf(reader, { caseKind: 'sharing.application', caseIds: [application.id], at });
  const ownSide = actor.orgId === application.requesterOrgId;
  const { content, ...supplements } = await presentSupplements(reader, application, ownSide);
  const papers = await presentPapers(reader, application, reading);
  const agreement = await agreementOf(reader, application.id);
  const marks = await presentMarks(reader, { application, agreement, actor });
  const about = await aboutEntry(reader, { ...application, content }, { entry: isRefusal(entry) ? null : entry, today, ownSide });
  return {
    ...summary,
    ...supplements,
    ...about,
    ...insideOf(application, ownSide),
    ...(await presentHandling(reader, { actor, application }, { today, at })),
    renewal: await presentRenewal(reader, { ...application, content }, { entryItems: about.entryItems, zone: reading.zone }),
    takenFrom: await presentReuse(reader, application, actor),
    offer: await presentOffer(reader, application.id, ownSide),
    template: (await templateUsed(reader, application.id)) ?? null,
    leftOut: leftOutOf(application),
    revision: application.revision,
    entryVersion: application.entryVersion,
    content,
    systemName: await systemNameOf(reader, content.systemId),
    aggregation: await presentAggregation(reader, { ...application, content }, { actor, personal: about.personalData, at }),
    extension: presentExtension(await extensionOf(reader, application.id), ownSide),
    agreement: agreement ?? null,
    agreementMarks: marks.agreementMarks,
    letters: await presentLetters(reader, application, actor),
    paperSignatures: papers.paperSignatures,
    grantId: (await grantOfApplication(reader, application.id)) ?? null,
    clocks: clocks.map(presentClock),
    history: await presentHistory(reader, application, actor.orgId),
    allowed: { ...(await allowedNow(reader, application, reading)), ...papers.allowed, ...marks.allowed },
  };
}

/** The name of the system that the data is for; empty where none is chosen. */
async function systemNameOf(reader: Reader, systemId: string | null): Promise<string> {
  return (systemId === null ? undefined : await businessSystemById(reader, systemId))?.name ?? '';
}

/** What the application itself allows, and for what depends on clocks and on what was asked before, what the verb would answer. */
async function allowedNow(
  reader: Reader,
  application: ApplicationRecord,
  { actor, at, reminderHoursMin: hoursMin }: Reading,
): Promise<Application['allowed']> {
  const asking = { actor, application, at };
  const base = allowedOn(actor, application);
  const now = allowedOf({
    'answer-aggregation': mayAnswerAggregation(actor, application),
    'ask-supplement': await mayAskSupplement(reader, asking),
    'ask-extension': await mayAskExtension(reader, asking),
    'decide-extension': await mayDecideExtension(reader, asking),
  });
  const known = Object.fromEntries(
    Object.entries(now).filter(([action, { allowed }]) => base[action] !== undefined || (action === 'answer-aggregation' && allowed)),
  );
  const inside = allowedOf(await allowedInside(reader, asking));
  return { ...base, ...known, ...inside, ...reusingNow(actor, application), ...(await remindingNow(reader, { ...asking, hoursMin })) };
}

/** 以此为底稿再申请 stands where the reader may begin with it, and nowhere else. */
function reusingNow(actor: Actor, application: ApplicationRecord): Application['allowed'] {
  return isRefusal(mayReuse(actor, application)) ? {} : allowedOf({ reuse: true });
}

/** 催办 stands on the page where something is owed to the reader's side, open or too soon. */
async function remindingNow(reader: Reader, reminding: Reminding): Promise<Application['allowed']> {
  if (isRefusal(sideOfReminder(reminding.actor, reminding.application))) return {};
  const verdict = await mayRemind(reader, reminding);
  return allowedOf({ remind: isRefusal(verdict) ? verdict : true });
}

/** States in which the requester's clerk writes. */
const written: readonly ApplicationRecord['state'][] = ['draft', 'supplement-asked'];

/** What the form and the list of items need of the entry; empty where it is not shared. What a text still lacks is told to who writes it only. */
async function aboutEntry(
  reader: Reader,
  application: ApplicationRecord,
  { entry, today, ownSide }: { entry: RequestableEntry | null; today: string; ownSide: boolean },
): Promise<Pick<Application, 'entryItems' | 'personalData' | 'missing' | 'questions' | 'riskyAnswers'>> {
  const asked = await presentQuestions(reader, application.content, entry);
  if (entry === null) return { ...asked, entryItems: [], personalData: false, missing: [] };
  const missing =
    ownSide && written.includes(application.state)
      ? missingIn(application.content, await groundOf(reader, application, { entry, today }))
      : [];
  return {
    ...asked,
    entryItems: [...entry.items],
    personalData: holdsPersonalData(entry, application.content.itemNos),
    missing: missing.map(({ path, code }) => ({ path, code })),
  };
}

/** The requester sees why its draft was returned; the provider's proposal is its own draft until its head has signed. */
function insideOf(application: ApplicationRecord, ownSide: boolean): Pick<Application, 'returned' | 'proposal' | 'reply'> {
  if (!ownSide) return { returned: null, proposal: application.proposal, reply: application.reply };
  return { returned: application.returned, proposal: null, reply: application.decidedAt === null ? null : application.reply };
}

/** Items that a decided reply does not give. The proposal stays its provider's own; what it left out and why is part of the answer. */
function leftOutOf({ decidedAt, reply, proposal }: ApplicationRecord): Application['leftOut'] {
  return decidedAt === null || reply?.result !== 'partly-agreed' ? [] : [...(proposal?.leftOut ?? [])];
}

const insideProvider = ['proposed-agree', 'proposed-refuse', 'returned-in', 'extension-asked', 'extension-refused', 'extension-lapsed'];
/** Steps inside the provider's office: also the authority does not read them. */
const insideOffice = [
  'taken-over',
  'handed-over-inside',
  'assigned',
  'assignment-opened',
  'assignment-returned',
  'assignment-recalled',
  'opinion-agree',
  'opinion-partly',
  'opinion-refuse',
  'opinion-passed-over',
  'proposal-opened',
  'proposal-recalled',
  'paper-entered-in',
  'paper-returned-in',
  'paper-withdrawn-in',
  'reminded-inside',
];
const insideRequester = [
  'started',
  'submitted',
  'returned-out',
  'supplement-sent',
  'supplement-returned',
  'paper-entered-out',
  'paper-returned-out',
  'paper-withdrawn-out',
];

async function presentHistory(reader: Reader, application: ApplicationRecord, readerOrgId: string | null): Promise<Application['history']> {
  const hidden = [
    ...(readerOrgId === application.requesterOrgId ? insideProvider : insideRequester),
    ...(readerOrgId === application.providerOrgId ? [] : insideOffice),
  ];
  const steps = (await stepsOf(reader, application.id)).filter((step) => !hidden.includes(step.action));
  const sides = await sidesOf(
    reader,
    steps.flatMap((step) => (step.organisationId === null ? [] : [step.organisationId])),
  );
  return steps.map((step) => ({
    at: step.at.toISOString(),
    action: step.action,
    organisation: step.organisationId === null ? '' : sides(step.organisationId).name,
    role: step.role,
    opinion: step.opinion,
    delegate: step.delegate,
  }));
}
