import type { DisposalInstruction, DisposalReport } from '@karez/contract/sharing/disposal';
import { canonicalJson } from '@karez/kit/canonical-json';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { organisationById } from '#modules/identity';
import { citeArticles } from '#modules/law';
import type { Transaction } from '#platform/database';
import { digestOf } from '../agreement.ts';
import { findGrant, type GrantRecord } from '../grant-store.ts';
import { openDisposalClock } from './disposal-clock.ts';
import {
  keepDisposal,
  lockedFor,
  moved,
  noteDisposal,
  personalIn,
  takeStep,
  type DisposalCommand,
  type DisposalDone,
  type DisposalNeeds,
} from './disposal-step.ts';
import { faultOfInstruction, faultOfReport, type DisposalRecord } from './disposal.ts';

type Basis = DisposalInstruction['basis'];
const idsOf = (basis: Basis): string[] => basis.flatMap(({ articleId }) => (articleId === null ? [] : [articleId]));

const textOfBasis = (basis: Basis): string =>
  basis.flatMap(({ title, docNo, article, quotation }) => [title, docNo, article, quotation]).join('\n');

/** The provider says what is to be done with its data, as long as nothing has been reported. */
export async function instructDisposal(
  needs: DisposalNeeds,
  command: DisposalCommand & { readonly instruction: DisposalInstruction },
): Promise<DisposalDone | Refusal> {
  const { instruction } = command;
  const personal = personalIn({ words: instruction.words, basis: textOfBasis(instruction.basis) });
  const fault = personal ?? faultOfInstruction(instruction);
  if (fault) return fault;
  const stepping = { ...command, action: 'instruct', route: 'sharing.instruct-disposal' } as const;
  return takeStep(needs, stepping, async ({ tx, disposal, at }) => {
    const next = moved(disposal, 'instruct');
    if (isRefusal(next)) return next;
    const cited = await citeArticles(
      tx,
      { module: 'sharing', kind: 'disposal-instruction', id: disposal.id },
      { articleIds: idsOf(instruction.basis), at },
    );
    if (isRefusal(cited)) return cited;
    const dueAt = (await openDisposalClock(tx, disposal.id, at))?.dueAt ?? null;
    const words = instruction.words === '' ? null : instruction.words;
    return { disposal: { ...next, instruction, instructed: true }, word: 'instructed', role: 'PROVIDER_HANDLER', words, dueAt };
  });
}

/** The requester's handler reports what was done: the text that the head signs after. */
export async function reportDisposal(
  needs: DisposalNeeds,
  command: DisposalCommand & { readonly report: DisposalReport },
): Promise<DisposalDone | Refusal> {
  const { actor, disposalId, report, origin } = command;
  const remains = report.remains === null ? '' : [report.remains.words, textOfBasis(report.remains.basis)].join('\n');
  const personal = personalIn({ systems: report.systems, how: report.how, remains });
  if (personal) return personal;
  return needs.database.transaction(async (tx) => {
    const disposal = await lockedFor(tx, { ...command, action: 'report' });
    if (isRefusal(disposal)) return disposal;
    const next = moved(disposal, 'report');
    if (isRefusal(next)) return next;
    const at = needs.clock.now();
    const grant = await findGrant(tx, disposal.grantId);
    if (!grant) throw new Error(`disposal ${disposalId} is of no grant`);
    const fault = await faultNow(tx, { disposal, report, grant, at, zone: needs.config.KAREZ_TIME_ZONE });
    if (fault) return fault;
    const text = await textOf(tx, { disposal, grant, report });
    const reported = { ...next, report, reportText: canonicalJson(text), reportedBy: actor.id, reportedAt: at };
    const step = { actor, action: 'sharing.report-disposal', word: 'reported', role: 'APPLICANT', words: report.how, origin };
    const reportEvidenceId = await noteDisposal(tx, { ...step, disposal: reported, digest: digestOf(text) }, at);
    const dueAt = (await openDisposalClock(tx, disposalId, at))?.dueAt ?? null;
    await keepDisposal(tx, needs, { disposal: { ...reported, reportEvidenceId }, word: 'reported', by: actor.id, dueAt });
    return { disposalId };
  });
}

type Judged = {
  readonly disposal: DisposalRecord;
  readonly report: DisposalReport;
  readonly grant: GrantRecord;
  readonly at: Date;
  readonly zone: string;
};

/** What is wrong with a report today; otherwise enters what it cites into the citation register. */
async function faultNow(tx: Transaction, { disposal, report, grant, at, zone }: Judged): Promise<Refusal | null> {
  const grantedOn = dayIn(zone, new Date(grant.document.grantedAt));
  const fault = faultOfReport(report, { instruction: disposal.instruction, grantedOn, today: dayIn(zone, at) });
  if (fault) return fault;
  const by = { module: 'sharing', kind: 'disposal-remains', id: disposal.id };
  const cited = await citeArticles(tx, by, { articleIds: idsOf(report.remains?.basis ?? []), at });
  return isRefusal(cited) ? cited : null;
}

/** What both hands sign: whose data, under which grant, as who asked, what was done. */
async function textOf(tx: Transaction, { disposal, grant, report }: Pick<Judged, 'disposal' | 'grant' | 'report'>) {
  const requester = await organisationById(tx, disposal.requesterOrgId);
  const provider = await organisationById(tx, disposal.providerOrgId);
  const { document } = grant;
  return {
    disposal: disposal.id,
    no: disposal.no,
    round: disposal.round,
    entryCode: document.entryCode,
    entryName: document.entryName,
    grantNo: document.no,
    system: document.systemName,
    items: document.items.map(({ nameZh }) => nameZh),
    requester: requester?.name ?? '',
    requesterUscc: requester?.uscc ?? '',
    provider: provider?.name ?? '',
    providerUscc: provider?.uscc ?? '',
    trigger: disposal.trigger,
    instruction: disposal.instruction,
    report,
  };
}
