import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { CorrectionContent, CorrectionGround, CorrectionIssue, DisputedRecord } from '@karez/contract/correction/schemas';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import { digestOf } from '#modules/sharing';
import { askForFeedback } from './correction-clock.ts';
import { missingInCorrection, personalValueIn, textsOfMatter } from './correction-content.ts';
import { competentRegion, groundAgain, groundOf } from './correction-ground.ts';
import { filesOf, insertCorrection, nextCorrectionNo, saveCorrectionRecord, type CorrectionRecord } from './correction-store.ts';
import {
  lockedFor,
  moved,
  noteStep,
  takeStep,
  type CorrectionCommand,
  type CorrectionDone,
  type CorrectionNeeds,
  type SigningNeeds,
} from './correction-step.ts';
import { sealParticulars } from './particulars.ts';

export type RaiseCorrection = {
  readonly actor: Actor;
  readonly entryId: string;
  readonly ground: CorrectionGround;
  readonly origin: string;
};

const emptyContent: CorrectionContent = { itemNos: [], issue: null, description: '', references: [] };

/** Opens a draft report about an entry that the department uses, or whose data a matter that it handles turns on (809-26). */
export async function raiseCorrection(needs: CorrectionNeeds, command: RaiseCorrection): Promise<CorrectionDone | Refusal> {
  const { actor, entryId, ground, origin } = command;
  const permitted = mayUse(actor, 'sharing.apply', { orgId: actor.orgId });
  if (isRefusal(permitted)) return permitted;
  const { orgId, regionCode } = actor;
  if (orgId === null || regionCode === null) return refuse('correction.ground-unfit');
  const personal = ground.kind === 'matter' ? personalValueIn(textsOfMatter(ground.matter)) : null;
  if (personal) return personal;
  const { clock, newId } = needs;
  return needs.database.transaction(async (tx) => {
    const known = await groundOf(tx, needs, { entryId, requesterOrgId: orgId, ground, kept: true });
    if (isRefusal(known)) return known;
    const authorityRegionCode = await competentRegion(tx, [regionCode, known.providerRegionCode]);
    if (isRefusal(authorityRegionCode)) return authorityRegionCode;
    const { items: _items, ...sides } = known;
    const request: CorrectionRecord = {
      ...sides,
      ...blank,
      id: newId(),
      entryId,
      requesterOrgId: orgId,
      requesterRegionCode: regionCode,
      authorityRegionCode,
      askedOrgIds: [known.providerOrgId],
      startedBy: actor.id,
      createdAt: clock.now(),
    };
    await insertCorrection(tx, request);
    const step = { request, actor, action: 'correction.raise-correction', word: 'raised', role: 'APPLICANT', opinion: null, origin };
    await noteStep(tx, step, request.createdAt);
    return { correctionId: request.id };
  });
}

/** What a new draft does not say yet. */
const blank = {
  no: null,
  revision: 1,
  state: 'draft',
  requesterEnded: false,
  providerBy: 'entry',
  content: emptyContent,
  itemNos: [],
  itemNames: [],
  particulars: null,
  proposal: null,
  reply: null,
  objection: null,
  decision: null,
  ordered: false,
  ruleSetId: null,
  filedBy: null,
  proposedBy: null,
  signedBy: null,
  filedAt: null,
  answeredAt: null,
  endedAt: null,
  dueAt: null,
} as const satisfies Partial<CorrectionRecord>;

export type SaveCorrection = Omit<CorrectionCommand, 'origin'> & {
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly itemNos: readonly number[];
  readonly issue: CorrectionIssue | null;
  readonly description: string;
  readonly records: readonly DisputedRecord[] | null;
};

/** Saves a draft, complete or not. What is secret is refused; values of records are sealed before they are stored. */
export async function saveCorrection(needs: SigningNeeds, command: SaveCorrection): Promise<CorrectionDone | Refusal> {
  const { correctionId, itemNos, issue, description, records, secrecyDeclaration } = command;
  if (secrecyDeclaration !== 'not-secret') return refuse('correction.secret', { declared: secrecyDeclaration });
  const references = (records ?? []).map(({ reference }, place) => [`records/${place}/reference`, reference] as const);
  const personal = personalValueIn([['description', description], ...references]);
  if (personal) return personal;
  return needs.database.transaction(async (tx) => {
    const request = await lockedFor(tx, command, 'save');
    if (isRefusal(request)) return request;
    const kept = { references: request.content.references, particulars: request.particulars };
    const { particulars, ...named } = records === null ? kept : sealParticulars(needs.keys, correctionId, records);
    const content = { itemNos: [...itemNos], issue, description, ...named };
    await saveCorrectionRecord(tx, { ...request, revision: request.revision + 1, content, particulars });
    return { correctionId };
  });
}

/**
 * Files the report: it gets its number and its rule set, and the provider's statutory term starts with the receipt (809-26). The ground is asked
 * anew, and so is who provides the entry: days pass between a draft and its filing. Entry and departments are kept as they are until it is stored, so
 * that the news of a transfer or of an end finds the report.
 */
export async function fileCorrection(needs: CorrectionNeeds, command: CorrectionCommand): Promise<CorrectionDone | Refusal> {
  const stepping = { ...command, action: 'file', route: 'correction.file-correction', entryKept: true } as const;
  return takeStep(needs, stepping, async ({ tx, request, at }) => {
    const known = await groundAgain(tx, needs, { request, kept: true });
    if (isRefusal(known)) return known;
    const { items, ...sides } = known;
    const fileCount = (await filesOf(tx, request.id)).length;
    const missing = missingInCorrection(request.content, { itemNos: items.map(({ no }) => no), fileCount });
    if (missing.length > 0) return refuse('correction.incomplete', { count: missing.length }, missing);
    const authorityRegionCode = await competentRegion(tx, [request.requesterRegionCode, known.providerRegionCode]);
    if (isRefusal(authorityRegionCode)) return authorityRegionCode;
    const next = moved(request, 'file');
    if (isRefusal(next)) return next;
    const named = items.filter(({ no }) => request.content.itemNos.includes(no));
    const filed: CorrectionRecord = {
      ...next,
      ...sides,
      authorityRegionCode,
      askedOrgIds: [known.providerOrgId],
      itemNos: named.map(({ no }) => no),
      itemNames: named.map(({ name }) => name),
      no: await nextCorrectionNo(tx, authorityRegionCode, dayIn(needs.config.KAREZ_TIME_ZONE, at)),
      ruleSetId: (await ruleSetInForce(tx, at)).id,
      filedBy: command.actor.id,
      filedAt: at,
    };
    const dueAt = await askForFeedback(tx, filed, { at, newId: needs.newId });
    const digest = digestOf({ no: filed.no, entryId: filed.entryId, items: filed.itemNos, content: filed.content });
    return { request: filed, word: 'filed', role: 'APPLICANT', opinion: null, dueAt, digest };
  });
}
