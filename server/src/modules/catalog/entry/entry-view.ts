import type { ConsentQuota, Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import type { Refusal } from '@karez/kit/refusal';
import { allowedOf, type Actor } from '#modules/identity';
import { allowedActions, isInsider, seesWorking } from '../catalog-policy.ts';
import { publishedOnOf, resourceCodeOf, type Provider } from './entry.ts';
import type { ImportedFacts } from './entry-store.ts';
import type { MadeRuling } from '../denial/ruling-store.ts';
import { deniedNumbers, shownToOthers } from '../denial/shown-items.ts';
import { versionOf, type Revision } from '../revision/revision.ts';
import type { DataReport } from '../listing/freshness.ts';
import { listingView } from '../listing/listing-view.ts';
import type { EntryFile } from '../search/search-document.ts';
import { isOpen, type StandingConsent } from '../consent/standing-consent.ts';
import { seesTransfer } from '../transfer/transfer-policy.ts';
import type { Transfer, TransferLine } from '../transfer/transfer.ts';
import type { Use } from '../use/use-store.ts';
import { shownUse } from '../use/shown-use.ts';
import type { Citing } from '../source/source-store.ts';

/** Everything about an entry that an answer may be made of; the view decides what the reader sees. */
export type EntryFacts = {
  readonly file: EntryFile;
  readonly consent: StandingConsent | null;
  /** Ceiling of a consent whose giver names none. */
  readonly consentQuota: ConsentQuota;
  /** How many use it, how many ever did, and the first of them, running ones first. */
  readonly uses: { readonly running: number; readonly total: number; readonly first: readonly Use[] };
  /** Entries in force whose data come from it. */
  readonly citing: { readonly count: number; readonly first: readonly Citing[] };
  readonly imported: ImportedFacts | null;
  /** Name of the entry that takes the place of this one. */
  readonly successorName: string | null;
  /** The order that moves it to another department. */
  readonly transfer: { readonly transfer: Transfer; readonly line: TransferLine } | null;
  /** What may be done about claiming it, judged by the reader's department. */
  readonly claiming: Readonly<Record<string, true | Refusal>>;
  /** Who was asked to claim it, as far as the reader may know. */
  readonly claimAssignments: EntryAnswer['claimAssignments'];
  /** The day in the region's zone. */
  readonly today: string;
  readonly zone: string;
  readonly now: Date;
  /** What the authority's leader said of its denials. */
  readonly rulings: readonly MadeRuling[];
  /** What the steward reported of the data last. */
  readonly report: DataReport | null;
};

type RevisionAnswer = NonNullable<EntryAnswer['live']>;

function revisionView(
  revision: Revision,
  { rulings, knowsOpinions }: { rulings: readonly MadeRuling[]; knowsOpinions: boolean },
): RevisionAnswer {
  const returned = revision.state === 'draft' ? revision.returned : null;
  return {
    no: revision.no,
    state: revision.state,
    version: versionOf(revision),
    content: revision.content,
    returned: returned && { at: returned.at.toISOString(), opinion: returned.opinion, byOrganisation: returned.organisationName },
    trigger: revision.trigger,
    denialRulings: rulings
      .filter(({ revisionNo }) => revisionNo === revision.no)
      .map(({ revisionNo: _revisionNo, at, opinion, ...ruling }) => ({
        ...ruling,
        opinion: knowsOpinions ? opinion : null,
        at: at.toISOString(),
      })),
  };
}

/** 不予共享 of an entry as a whole, as everyone sees it: reason and basis (91-3.1, 809-15). */
function denialView(live: Revision | null, rulings: readonly MadeRuling[]): EntryAnswer['denial'] {
  if (live === null || live.content.denialBasis.length === 0) return null;
  return {
    reason: live.content.denialReason,
    basis: live.content.denialBasis,
    verifiedUntil: untilOf(live, rulings),
  };
}

/** Last day of the denial of the whole, where it was upheld for a time only; what was verified before words were kept has its day with the version. */
function untilOf(live: Revision, rulings: readonly MadeRuling[]): string | null {
  const ruled = rulings.find(({ revisionNo, itemNo }) => revisionNo === live.no && itemNo === null);
  if (ruled) return ruled.until;
  return 'denialUntil' in live ? live.denialUntil : null;
}

function consentView({ consent, file, today }: EntryFacts): EntryAnswer['standingConsent'] {
  if (consent === null) return null;
  const { id, revisionNo, givenOn, validUntil, terms, quota } = consent;
  return { id, revisionNo, givenOn, validUntil, terms, quota, open: isOpen(consent, { today, liveNo: file.live?.no ?? null }) };
}

function providerView({ aliases: _aliases, ...provider }: Provider): EntryAnswer['provider'] {
  return provider;
}

/** Where an entry was taken from, and in which words: the words are kept back from others where the version in force denies anything. */
function importedView(actor: Actor, { file, imported }: EntryFacts): EntryAnswer['imported'] {
  if (imported === null) return null;
  const { source, sourceId, raw } = imported;
  const content = file.live?.content;
  const isKeptBack =
    content !== undefined && !isInsider(actor, file) && (content.shareType === 'denied' || deniedNumbers(content).length > 0);
  return isKeptBack
    ? { source, sourceId, openTerms: '', raw: {} }
    : { source, sourceId, openTerms: content?.openConditions ?? '', raw: { ...raw } };
}

function statusView({ file: { status }, successorName }: EntryFacts): EntryAnswer['statusChange'] {
  if (status === null) return null;
  const { kind, reason, begun, begunByName, dueOn, successorId, outcome } = status;
  const successor = successorId === null || successorName === null ? null : { id: successorId, name: successorName };
  return { kind, reason, byOrganisation: begunByName, at: begun.at.toISOString(), dueOn, successor, open: outcome === null };
}

function transferOf(actor: Actor, { transfer: open }: EntryFacts): EntryAnswer['transfer'] {
  if (open === null) return null;
  const { transfer, line } = open;
  const visible = seesTransfer(actor, { transfer, lines: [line] });
  return { id: transfer.id, documentNumber: transfer.documentNumber, receiver: line.receiver?.name ?? null, visible };
}

function usesView(actor: Actor, { file, uses }: EntryFacts): Pick<EntryAnswer, 'usedByCount' | 'usedByEver' | 'usedBy'> {
  const usedByCount = uses.running;
  if (!isInsider(actor, file)) return { usedByCount, usedByEver: null, usedBy: null };
  return { usedByCount, usedByEver: uses.total, usedBy: uses.first.map(shownUse) };
}

/** The revisions that the reader sees: of a denied entry none but their own unit and the authority see the content. */
function revisionsFor(actor: Actor, file: EntryFile): { live: Revision | null; working: Revision | null } {
  const hidesContent = file.live?.content.shareType === 'denied' && !isInsider(actor, file);
  const live =
    hidesContent || file.live === null || isInsider(actor, file) ? file.live : { ...file.live, content: shownToOthers(file.live.content) };
  return { live: hidesContent ? null : live, working: seesWorking(actor, file) ? file.working : null };
}

/** An entry as one reader may see it: a denied one shows name, reason and basis only; the revision on its way is for insiders. */
export function entryView(actor: Actor, facts: EntryFacts): EntryAnswer {
  const { file, today } = facts;
  const { entry } = file;
  const { live, working } = revisionsFor(actor, file);
  const told = { rulings: facts.rulings, knowsOpinions: isInsider(actor, file) };
  const allowed = { ...allowedActions(actor, file, today), ...allowedOf(facts.claiming) };
  return {
    id: entry.id,
    revision: entry.revision,
    state: entry.state,
    resourceCode: resourceCodeOf(entry),
    version: versionOf(file.live),
    publishedOn: publishedOnOf(entry),
    name: (file.live ?? working)?.content.name ?? '',
    provider: providerView(entry.provider),
    live: live && revisionView(live, told),
    working: working && revisionView(working, told),
    denial: denialView(file.live, facts.rulings),
    standingConsent: consentView(facts),
    consentQuotaDefault: allowed['give-standing-consent']?.allowed === true ? facts.consentQuota : null,
    ...usesView(actor, facts),
    citedByCount: facts.citing.count,
    citedBy: isInsider(actor, file) ? [...facts.citing.first] : null,
    statusChange: statusView(facts),
    listing: listingView(facts),
    transfer: transferOf(actor, facts),
    imported: importedView(actor, facts),
    claimAssignments: facts.claimAssignments,
    allowed,
  };
}
