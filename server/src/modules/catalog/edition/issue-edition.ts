import { confirmSecondFactor, mayUse, organisationById, type Actor } from '#modules/identity';
import { recordEvidence } from '#modules/audit/append';
import { notify } from '#modules/desk';
import type { EditionLine, WholeEdition } from '@karez/contract/catalog/edition';
import type { TranslationLanguage } from '@karez/contract/catalog/translation';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { comparisonOf, saysNothingNew, sealedText, type EditionNumber } from './edition.ts';
import { wholeEdition } from './edition-view.ts';
import { frozenTexts, insertTexts, reviewedTexts } from './parallel-store.ts';
import { editionTexts, sameTexts, sealedTexts, type EditionTexts } from './parallel-texts.ts';
import { frozenLines, insertEdition, lockNumbering, standingLines, type Edition } from './edition-store.ts';

/** Under which name the evidence holds the digest of a language. */
const digestFact: Readonly<Record<TranslationLanguage, string>> = { ug: 'digestInUyghur', en: 'digestInEnglish' };

export type IssueEdition = { readonly actor: Actor; readonly origin: string; readonly regionCode: string; readonly opinion: string };

/** The authority of a region issues that region's catalogues and no other's. */
export function mayIssue(actor: Actor, regionCode: string): true | Refusal {
  return mayUse(actor, 'catalog.publish', { regionCode });
}

/** Everything that stands in the region's catalogues now, in every language, beside what the former edition said of it. */
async function standing(tx: Transaction, { regionCode, former }: { regionCode: string; former: Edition | null }) {
  const found = await standingLines(tx, regionCode);
  const known = found.map(({ organisationId: _organisationId, deniedNos, ...line }) => ({ line, deniedNos }));
  const lines = known.map(({ line }): EditionLine => line);
  const entryIds = lines.map(({ entryId }) => entryId);
  const texts = editionTexts(known, await reviewedTexts(tx, entryIds));
  const comparison = comparisonOf(lines, former === null ? [] : await frozenLines(tx, former.id));
  const nothingNew = former !== null && saysNothingNew(comparison) && sameTexts(texts, await frozenTexts(tx, former.id));
  return { lines, texts, comparison, nothingNew, providers: new Set(found.map(({ organisationId }) => organisationId)) };
}

/** What the digests are made of, and the digests: of the Chinese, and of each other language beside it. */
function sealed(number: EditionNumber, lines: readonly EditionLine[], texts: readonly EditionTexts[]) {
  const { text, digest } = sealedText(number, lines);
  return { text, digest, languages: texts.map((one) => ({ ...one, digest: sealedTexts({ ...number, digest }, one) })) };
}

/** The region's catalogues as they stand now, compared with the former edition and sealed; refused when there is nothing to say. */
async function frozen(tx: Transaction, needs: StepNeeds, { actor, regionCode, opinion }: IssueEdition) {
  const issuedOn = todayOf(needs);
  const year = Number(issuedOn.slice(0, 4));
  const { no, former } = await lockNumbering(tx, { regionCode, year });
  const { lines, texts, comparison, nothingNew, providers } = await standing(tx, { regionCode, former });
  if (lines.length === 0) return refuse('catalog.edition.empty', { region: regionCode });
  if (former !== null && nothingNew) return refuse('catalog.edition.nothing-changed', { no: former.no, year: former.year });
  const { text, digest, languages } = sealed({ regionCode, year, no, issuedOn }, lines, texts);
  const organisation = actor.orgId === null ? undefined : await organisationById(tx, actor.orgId);
  const count = (change: 'added' | 'changed') => comparison.lines.filter((line) => line.change === change).length;
  const edition: Edition = {
    id: needs.newId(),
    regionCode,
    year,
    no,
    issuedOn,
    issuedAt: needs.clock.now(),
    issuedBy: actor.id,
    organisation: organisation?.name ?? '',
    opinion,
    digest,
    formerId: former?.id ?? null,
    resourceCount: lines.length,
    sharedCount: comparison.lines.filter(({ shared }) => shared).length,
    deniedCount: lines.filter(({ shareType }) => shareType === 'denied').length,
    addedCount: count('added'),
    changedCount: count('changed'),
    removed: comparison.removed,
  };
  return { edition, lines: comparison.lines, languages, text, providers };
}

async function tellProviders(
  tx: Transaction,
  needs: StepNeeds,
  about: { edition: Edition; providers: ReadonlySet<string> },
): Promise<void> {
  const { id, year, no, resourceCount } = about.edition;
  for (const orgId of about.providers) {
    await notify(tx, {
      id: needs.newId(),
      key: `catalog.edition:${id}:${orgId}`,
      for: { kind: 'organisation', orgId, power: 'catalog.register' },
      subject: { module: 'catalog', kind: 'catalog.edition', id },
      title: { key: 'catalog.notice.edition', params: { year: String(year), no: String(no), count: resourceCount } },
      link: `/catalog/editions/${id}`,
      at: needs.clock.now(),
    });
  }
}

/** Freezes, stores, evidences and tells in one transaction: killed anywhere, there is the whole edition or none. */
export async function issueFrozen(needs: StepNeeds, command: IssueEdition): Promise<WholeEdition | Refusal> {
  return needs.database.transaction(async (tx) => {
    const made = await frozen(tx, needs, command);
    if (isRefusal(made)) return made;
    const { edition, lines, languages, text } = made;
    await insertEdition(tx, edition, lines);
    await insertTexts(tx, edition.id, languages);
    await reached('catalog.edition.stored');
    await recordEvidence(tx, {
      at: edition.issuedAt,
      actor: actedBy(command.actor),
      action: 'catalog.issue-edition',
      outcome: { result: 'done' },
      object: { kind: 'catalog.edition', id: edition.id, revision: 1 },
      origin: command.origin,
      payload: text,
      facts: {
        regionCode: edition.regionCode,
        year: edition.year,
        no: edition.no,
        digest: edition.digest,
        entries: edition.resourceCount,
        ...Object.fromEntries(languages.map((one) => [digestFact[one.language], one.digest])),
      },
    });
    await tellProviders(tx, needs, made);
    await reached('catalog.edition.before-commit');
    return wholeEdition(tx, edition);
  });
}

/** 统一通告 (809-16): the authority issues the next edition of its region's catalogues, signed with the second factor. */
export async function issueEdition(
  needs: StepNeeds & Pick<Needs, 'keys'>,
  { secondFactor, ...command }: IssueEdition & { readonly secondFactor: string },
): Promise<WholeEdition | Refusal> {
  const permitted = mayIssue(command.actor, command.regionCode);
  if (isRefusal(permitted)) return permitted;
  const confirmed = await confirmSecondFactor(needs, command.actor, secondFactor);
  return isRefusal(confirmed) ? confirmed : issueFrozen(needs, command);
}
