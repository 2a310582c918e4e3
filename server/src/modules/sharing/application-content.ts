import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { isRefusal, type FieldRefusal, type RefusalParams } from '@karez/kit/refusal';
import { monthsLater } from '@karez/kit/day';
import { compilePattern } from '@karez/policy/grant/pattern';
import { holdsPersonalValue } from './personal-value.ts';
import { faultsIn, type QuestionSet } from './questions/question-set.ts';
import type { RequestableItem } from './requestable.ts';

/** Fewest characters that describe a scenario (law.md §6.7, 使用场景). */
export const SCENARIO_CHARACTERS_MIN = 20;

/** What of the entry the rules look at. */
export type ApplicationGround = {
  readonly items: readonly RequestableItem[];
  /** Longest period that the entry's conditions allow, in months; null where none says. */
  readonly monthsMax: number | null;
  /** Day of the region on which the rules are asked. */
  readonly today: string;
  /** The requester's own business systems that run; a grant is for nobody else's. */
  readonly runningSystemIds: readonly string[];
  /** System of the running grant that it renews; null where it renews none. */
  readonly renewedSystemId: string | null;
  /** The questions that it began under; null for none. */
  readonly questionSet: QuestionSet | null;
  readonly shareType: string;
};

type Report = (path: string, code: string, params?: RefusalParams) => void;

/**
 * Everything that an application still lacks before it may be submitted (809-20: 依据, 场景, 范围, 方式, 时限; 91-5.1),
 * as JSON pointers into its content. Empty means complete.
 */
export function missingIn(content: ApplicationContent, ground: ApplicationGround): FieldRefusal[] {
  const missing: FieldRefusal[] = [];
  const report: Report = (path, code, params = {}) => missing.push({ path, code, params });
  missingItems(content, ground, report);
  missingPurpose(content, ground, report);
  missingScope(content, ground, report);
  missingPeriod(content, ground, report);
  missingCare(content, report);
  namingSomebody(content, report);
  missing.push(...missingAnswers(content, ground));
  if (ground.renewedSystemId !== null) missingOfRenewal(content, ground, report);
  return missing;
}

function missingItems(content: ApplicationContent, { items }: ApplicationGround, report: Report): void {
  if (content.itemNos.length === 0) report('/itemNos', 'required');
  content.itemNos.forEach((no, index) => {
    const item = items.find((candidate) => candidate.no === no);
    if (!item) report(`/itemNos/${index}`, 'sharing.item-unknown', { no });
    else if (item.shareType === 'denied') report(`/itemNos/${index}`, 'sharing.item-denied', { no });
    else if (item.fieldName === null) report(`/itemNos/${index}`, 'sharing.item-without-field', { no });
  });
}

function missingPurpose(content: ApplicationContent, { items }: ApplicationGround, report: Report): void {
  if (content.useBasis.length === 0) report('/useBasis', 'required');
  content.useBasis.forEach((basis, index) => {
    if (basis.article === '' && basis.kind !== 'service-matter' && basis.kind !== 'power-list')
      report(`/useBasis/${index}/article`, 'required');
  });
  if (content.useScenario.length < SCENARIO_CHARACTERS_MIN)
    report('/useScenario', 'sharing.scenario-short', { minimum: SCENARIO_CHARACTERS_MIN });
  if (content.usePurpose === null) report('/usePurpose', 'required');
  const personal = asksPersonalData(content, items);
  // Personal data only for a named 政务服务事项 or 权责清单 item (design.md §2).
  if (personal && content.matter === null) report('/matter', 'sharing.matter-required');
  if (isRefusal(compilePattern(content.matterFormat)))
    report('/matterFormat', content.matterFormat === '' ? 'required' : 'sharing.matter-format');
}

function asksPersonalData({ itemNos }: ApplicationContent, items: readonly RequestableItem[]): boolean {
  return items.some((item) => itemNos.includes(item.no) && item.sensitivity !== 'none');
}

function missingAnswers(content: ApplicationContent, { questionSet, items, shareType }: ApplicationGround): FieldRefusal[] {
  if (questionSet === null || content.questions === undefined) return [];
  return faultsIn(questionSet, content.questions, { personal: asksPersonalData(content, items), shareType });
}

function missingScope(content: ApplicationContent, ground: ApplicationGround, report: Report): void {
  if (content.useScope.users === '') report('/useScope/users', 'required');
  if (content.useScope.userCount === null) report('/useScope/userCount', 'required');
  if (content.useScope.regionCodes.length === 0) report('/useScope/regionCodes', 'required');
  if (content.sharingMode === null) report('/sharingMode', 'required');
  if (content.systemId === null) report('/systemId', 'required');
  else if (!ground.runningSystemIds.includes(content.systemId)) report('/systemId', 'sharing.system-unknown');
}

function missingPeriod(content: ApplicationContent, ground: ApplicationGround, report: Report): void {
  const { validFrom, validTo } = content;
  if (validFrom === null) report('/validFrom', 'required');
  if (validTo === null) return report('/validTo', 'required');
  if (validTo < ground.today) report('/validTo', 'sharing.period-past');
  if (validFrom === null) return;
  if (validTo <= validFrom) report('/validTo', 'sharing.period-order');
  if (ground.monthsMax !== null && validTo > monthsLater(validFrom, ground.monthsMax))
    report('/validTo', 'sharing.period-too-long', { months: ground.monthsMax });
}

function missingCare(content: ApplicationContent, report: Report): void {
  if (content.storage.persist && content.storage.location === '') report('/storage/location', 'required');
  if (content.storage.persist && content.storage.retentionDays === null) report('/storage/retentionDays', 'required');
  if (content.securityMeasures === '') report('/securityMeasures', 'required');
  if (!content.commitment) report('/commitment', 'sharing.commitment-required');
}

/** Free texts are signed, printed and read by the other side: nobody's number stands in them (design.md §2). */
function namingSomebody({ useBasis, useScenario, matter, useScope, storage, securityMeasures }: ApplicationContent, report: Report): void {
  const texts: Readonly<Record<string, readonly string[]>> = {
    '/useBasis': useBasis.flatMap(({ title, article, text }) => [title, article, text]),
    '/useScenario': [useScenario],
    '/matter': matter ? [matter.code, matter.name] : [],
    '/useScope/users': [useScope.users],
    '/storage/location': [storage.location],
    '/securityMeasures': [securityMeasures],
  };
  for (const [path, written] of Object.entries(texts)) if (written.some(holdsPersonalValue)) report(path, 'sharing.personal-value-here');
}

/** A renewal is for the system whose clients call already, and takes over on the day on which both have signed: it cannot begin later. */
function missingOfRenewal(
  { systemId, validFrom }: ApplicationContent,
  { renewedSystemId, today }: ApplicationGround,
  report: Report,
): void {
  if (systemId !== null && systemId !== renewedSystemId) report('/systemId', 'sharing.renewal-other-system');
  if (validFrom !== null && validFrom > today) report('/validFrom', 'sharing.renewal-from-later');
}
