import { disposalInstructionSchema, disposalReportSchema, disposalTriggerSchema } from '@karez/contract/sharing/disposal';
import type { Words } from '@karez/contract/wording';
import { dayIn } from '@karez/kit/clock';
import { z } from 'zod';
import type { PaperPart } from '#platform/paper/paper';
import type { Certificate } from './disposal-store.ts';

/** What was signed, as it is read back from its text. */
const signedSchema = z.object({
  no: z.string(),
  round: z.int(),
  entryCode: z.string(),
  entryName: z.string(),
  grantNo: z.string(),
  system: z.string(),
  items: z.array(z.string()),
  requester: z.string(),
  requesterUscc: z.string(),
  provider: z.string(),
  providerUscc: z.string(),
  trigger: disposalTriggerSchema,
  instruction: disposalInstructionSchema,
  report: disposalReportSchema,
});
type Signed = z.infer<typeof signedSchema>;
type Cited = Signed['instruction']['basis'];
type Of = { readonly certificate: Certificate; readonly words: Words; readonly zone: string };

const said = ({ words }: Of, key: string, params?: Parameters<Words['text']>[1]): string =>
  words.text(`sharing.certificate.${key}`, params);

/** 数据处置证明: the text that both hands signed, word for word, both signatures, and a blank place for the seal. */
export function certificateParts(of: Of): PaperPart[] {
  const { certificate } = of;
  const signed = signedSchema.parse(JSON.parse(certificate.signed));
  return [
    { kind: 'facts', facts: factsOf(of, signed) },
    { kind: 'heading', text: said(of, 'done') },
    { kind: 'facts', facts: doneOf(of, signed) },
    { kind: 'text', text: said(of, 'declaration', { requester: signed.requester }) },
    {
      kind: 'seals',
      place: of.words.text('sharing.paper.seal-place'),
      sides: [hand(of, signed, 'reporter'), hand(of, signed, 'signer')],
    },
    {
      kind: 'proof',
      code: `karez:evidence:${certificate.signerEvidenceId}`,
      lines: [said(of, 'digest', { digest: certificate.digest }), of.words.text('sharing.paper.honest'), said(of, 'how-to-verify')],
    },
  ];
}

const fact = (label: string, value: string, wide = false) => ({ label, value, wide });

function factsOf(of: Of, signed: Signed) {
  const { words } = of;
  return [
    fact(words.text('sharing.paper.requester'), `${signed.requester}\n${signed.requesterUscc}`),
    fact(words.text('sharing.paper.provider'), `${signed.provider}\n${signed.providerUscc}`),
    fact(words.text('sharing.paper.entry'), `${signed.entryName}\n${signed.entryCode}`),
    fact(said(of, 'grant'), signed.grantNo),
    fact(said(of, 'order'), said(of, 'round', { no: signed.no, round: signed.round })),
    fact(said(of, 'trigger'), words.text(`sharing.disposal-trigger.${signed.trigger}`)),
    fact(words.text('sharing.paper.items'), signed.items.join('、'), true),
    fact(said(of, 'system'), signed.system, true),
    fact(
      said(of, 'instruction'),
      lines(words.text(`sharing.disposal-method.${signed.instruction.method}`), signed.instruction.words),
      true,
    ),
    ...cited(of, signed.instruction.basis),
  ];
}

function doneOf(of: Of, { report }: Signed) {
  const { words } = of;
  return [
    fact(said(of, 'method'), words.text(`sharing.disposal-method.${report.method}`)),
    fact(said(of, 'done-on'), report.doneOn),
    fact(said(of, 'systems'), report.systems, true),
    fact(said(of, 'how'), report.how, true),
    fact(said(of, 'remains'), report.remains?.words ?? said(of, 'nothing-remains'), true),
    ...cited(of, report.remains?.basis ?? []),
  ];
}

const lines = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');

function cited(of: Of, basis: Cited) {
  if (basis.length === 0) return [];
  const texts = basis.map(({ title, docNo, article, quotation }) =>
    lines(of.words.text('portal.cited', { title, docNo, article }), quotation),
  );
  return [fact(said(of, 'basis'), texts.join('\n'), true)];
}

/** Both hands are the requester's: who did it, and the office head who answers for it. */
function hand(of: Of, { requester }: Signed, side: 'reporter' | 'signer'): { title: string; lines: string[] } {
  const { certificate, words, zone } = of;
  const [at, evidenceId, role] =
    side === 'reporter'
      ? ([certificate.reportedAt, certificate.reporterEvidenceId, 'APPLICANT'] as const)
      : ([certificate.signedAt, certificate.signerEvidenceId, 'OFFICE_HEAD'] as const);
  const method = words.text('sharing.paper.method.platform-evidence');
  const by = words.text('sharing.paper.signed-by', { role: words.text(`identity.role.${role}`), on: dayIn(zone, at), method });
  return { title: said(of, side), lines: [requester, by, words.text('sharing.paper.evidence-no', { id: evidenceId })] };
}
