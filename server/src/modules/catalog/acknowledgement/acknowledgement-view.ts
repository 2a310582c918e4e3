import type {
  Acknowledgement as AcknowledgementAnswer,
  AcknowledgementSummary,
  TouchedGrant,
} from '@karez/contract/catalog/acknowledgement';
import { allowedOf, type Actor } from '#modules/identity';
import { clocksOf, type ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import { isInsider } from '../catalog-policy.ts';
import { shownBesides } from '../denial/shown-items.ts';
import { findRevision } from '../revision/revision-store.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { ACKNOWLEDGEMENT_CASE } from './acknowledgement-handing.ts';
import { mayAnswerObjection, mayRespond } from './acknowledgement-policy.ts';
import type { Listed } from './acknowledgement-store.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import { breaksFor } from './impact.ts';
import { majorVersionsOf, type MajorVersion } from './major-version-store.ts';

/** The running clock of each acknowledgement. */
export async function runningClocks(reader: Reader, ids: readonly string[], at: Date): Promise<Map<string, ClockView>> {
  const clocks = await clocksOf(reader, { caseKind: ACKNOWLEDGEMENT_CASE, caseIds: ids, at });
  return new Map(clocks.filter(({ endedAt }) => endedAt === null).map((clock) => [clock.caseId, clock]));
}

function clockView(clock: ClockView | undefined, at: Date): AcknowledgementSummary['clock'] {
  if (!clock || clock.dueOn === null || clock.dueAt === null) return null;
  const { dueOn, dueAt, workingDaysLeft, articles } = clock;
  return { dueOn, workingDaysLeft, overdue: dueAt <= at, articles: [...articles] };
}

/** An acknowledgement as a line of a list. */
export function acknowledgementSummary(told: Listed, { clock, at }: { clock: ClockView | undefined; at: Date }): AcknowledgementSummary {
  const { id, entryId, entryName, providerName, organisationId, organisationName, state, from, to } = told;
  return {
    id,
    entryId,
    entryName,
    providerName,
    organisationId,
    organisationName,
    state,
    from,
    to,
    openedAt: told.openedAt.toISOString(),
    closedAt: told.closedAt?.toISOString() ?? null,
    clock: clockView(clock, at),
  };
}

function versionView({ no, version, at, breaks, grants }: MajorVersion, organisationId: string) {
  const own: TouchedGrant[] = grants.filter((grant) => grant.organisationId === organisationId);
  const itemNos = own.flatMap((grant) => grant.itemNos);
  return { no, version, inForceFrom: at.toISOString(), breaks: own.length === 0 ? [] : breaksFor(breaks, itemNos), grants: own };
}

async function contentView(reader: Reader, actor: Actor, { told, file }: { told: Acknowledgement; file: EntryFile }) {
  const before = await findRevision(reader, told.entryId, told.from.no);
  const after = await findRevision(reader, told.entryId, told.to.no);
  if (!before || !after) throw new Error(`acknowledgement ${told.id} names a version that is not there`);
  if (isInsider(actor, file)) return { before: before.content, after: after.content };
  const live = file.live?.content;
  if ([before.content, after.content, live].some((content) => content?.shareType === 'denied')) return null;
  const [shownBefore = before.content, shownAfter = after.content] = shownBesides([before.content, after.content], live);
  return { before: shownBefore, after: shownAfter };
}

/** An acknowledgement as one of those concerned sees it, with what they may do. */
export async function acknowledgementView(
  reader: Reader,
  { clock }: Pick<StepNeeds, 'clock'>,
  { actor, told, file }: { actor: Actor; told: Acknowledgement; file: EntryFile },
): Promise<AcknowledgementAnswer> {
  const at = clock.now();
  const about = { told, entry: file.entry };
  const listed = { ...told, entryName: file.live?.content.name ?? '', providerName: file.entry.provider.name };
  const majors = (await majorVersionsOf(reader, told.entryId)).filter(({ no }) => told.from.no < no && no <= told.to.no);
  return {
    ...acknowledgementSummary(listed, { clock: (await runningClocks(reader, [told.id], at)).get(told.id), at }),
    versions: majors.map((major) => versionView(major, told.organisationId)),
    content: await contentView(reader, actor, { told, file }),
    said: told.said.map((word) => ({
      kind: word.kind,
      at: word.at.toISOString(),
      byOrganisation: word.organisationName,
      version: word.version,
      text: word.text,
    })),
    allowed: allowedOf({
      acknowledge: mayRespond(actor, about, 'acknowledge'),
      object: mayRespond(actor, about, 'contest'),
      answer: mayAnswerObjection(actor, about),
    }),
  };
}
