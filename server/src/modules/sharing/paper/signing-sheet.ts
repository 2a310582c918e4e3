import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Application } from '@karez/contract/sharing/schemas';
import type { Needs } from '#platform/needs';
import type { PaperPart } from '#platform/paper/paper';
import { findApplication } from '../application-store.ts';
import { checkCodeOf, sheetCodeOf } from '../paper-signing/paper-signature.ts';
import { sheetTextOf, type BesideTerms, type SheetText } from '../paper-signing/sheet-text.ts';
import { entryAskedFor, requestableEntry } from '../requestable-entry.ts';
import { agreementTermParts } from './agreement-paper.ts';
import { askedForParts, boxesToSign } from './approval-form.ts';
import { said, type PaperCase } from './papers.ts';

/** What a sheet of the application bears now; the reader was let in by `allowed`. */
export async function sheetOf(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  id: string,
): Promise<SheetText | Refusal> {
  const { reader } = database;
  const application = await findApplication(reader, id);
  if (!application) return refuse('sharing.application.not-found');
  const asked = { entryId: application.entryId, today: dayIn(config.KAREZ_TIME_ZONE, clock.now()) };
  const entry = await (application.state === 'awaiting-consent-out' ? requestableEntry(reader, asked) : entryAskedFor(reader, asked));
  const text = await sheetTextOf(reader, application, entry);
  if (text === undefined) return refuse('sharing.paper.not-yet', { paper: 'sheet' });
  return text;
}

/** 签批单: what the head signs by hand, whole, with a box for the opinion, a place for the seal and the code of this very text. */
export function signingSheetParts(of: PaperCase, sheet: SheetText): PaperPart[] {
  const { side, digest, terms, beside } = sheet;
  const { application } = of;
  return [
    { kind: 'text', text: said(of, `sheet.${actOf(application, terms)}`, { entry: application.entryName }) },
    ...(terms === null ? askedForParts(of) : agreementTermParts(of, terms)),
    ...(beside === null ? refusalParts(of) : besideParts(of, beside)),
    { kind: 'heading', text: said(of, 'opinions') },
    { kind: 'opinions', opinions: boxesToSign(of, side) },
    { kind: 'seals', place: said(of, 'seal-place'), sides: [{ title: said(of, side), lines: [application[side].name] }] },
    {
      kind: 'proof',
      code: sheetCodeOf(digest),
      lines: [said(of, 'sheet.check-code', { code: checkCodeOf(digest) }), said(of, 'sheet.digest', { digest }), said(of, 'sheet.how')],
    },
  ];
}

function actOf({ state }: Application, terms: SheetText['terms']): 'apply' | 'agree' | 'refuse' {
  if (state !== 'awaiting-consent-in') return 'apply';
  return terms === null ? 'refuse' : 'agree';
}

/** What an agreeing reply decides besides its terms: how often may be asked, and what is left out and why. The head signs it with the rest. */
function besideParts(of: PaperCase, { quota, leftOut }: BesideTerms): PaperPart[] {
  const { entryItems } = of.application;
  const rows = leftOut.map(({ no, reason }) => [String(no), entryItems.find((item) => item.no === no)?.nameZh ?? '', reason]);
  const header = ['item-no', 'item-name', 'item-reason'].map((key) => said(of, key));
  const words = quota === null ? '' : said(of, 'quota-words', quota);
  return [
    { kind: 'facts', facts: [{ label: said(of, 'quota'), value: words, wide: true }] },
    ...(rows.length === 0 ? [] : [{ kind: 'table', header, widths: [1, 4, 7], rows } as const]),
  ];
}

/** Why a reply refuses: the head signs it with the rest. */
function refusalParts(of: PaperCase): PaperPart[] {
  const { proposal, state } = of.application;
  if (state !== 'awaiting-consent-in' || !proposal) return [];
  const fact = (key: string, value: string) => ({ label: said(of, `letter.${key}`), value, wide: true });
  const cited = proposal.basis.map(({ title, docNo, article, quotation }) =>
    [of.words.text('portal.cited', { title, docNo, article }), quotation].filter((text) => text !== '').join('\n'),
  );
  const ground = proposal.ground === null ? '' : of.words.text(`sharing.ground.${proposal.ground}`);
  return [{ kind: 'facts', facts: [fact('ground', ground), fact('cited', cited.join('\n')), fact('proposed', proposal.opinion)] }];
}
