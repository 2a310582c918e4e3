import type { RowFilterOfRegion } from '@karez/contract/sharing/row-filter-schemas';
import type { PaperPart } from '#platform/paper/paper';
import type { Agreement, AgreementTerms, Signature } from '../agreement.ts';
import { dayOf, said, type PaperCase } from './papers.ts';

/** 《政务数据共享协议》: the terms that were signed, word for word, both signatures, and a blank place for each seal. */
export function agreementParts(of: PaperCase, { terms, digest, requesterSignature, providerSignature }: Agreement): PaperPart[] {
  return [
    ...agreementTermParts(of, terms),
    {
      kind: 'seals',
      place: said(of, 'seal-place'),
      sides: [side(of, 'requester', requesterSignature), side(of, 'provider', providerSignature)],
    },
    {
      kind: 'proof',
      code: `karez:evidence:${providerSignature.evidenceId}`,
      lines: [
        said(of, 'digest', { digest }),
        ...of.application.agreementMarks.keySignatures.map(({ side: by, fingerprint, at, evidenceId }) =>
          said(of, 'by-unit-key', { side: by, fingerprint, on: dayOf(of, at), evidence: evidenceId }),
        ),
        said(of, 'honest'),
        ...([requesterSignature, providerSignature].some(({ paper }) => paper) ? [said(of, 'honest-paper')] : []),
        said(of, 'how-to-verify'),
      ],
    },
  ];
}

/** Which rows are given, in words: they are part of what both sides sign. */
export function rowsSaid(of: PaperCase, { itemName, itemNo, regionName, codePrefix }: RowFilterOfRegion): string {
  return of.words.text('sharing.backflow.rows', { item: itemName, no: itemNo, region: regionName, prefix: codePrefix });
}

/** The terms as facts and items. */
export function agreementTermParts(of: PaperCase, terms: AgreementTerms): PaperPart[] {
  const fact = (key: string, value: string, wide = false) => ({ label: said(of, key), value, wide });
  return [
    {
      kind: 'facts',
      facts: [
        fact('provider', `${terms.provider}\n${terms.providerUscc}`),
        fact('requester', `${terms.requester}\n${terms.requesterUscc}`),
        fact('entry', `${terms.entryName}\n${terms.entryCode}`),
        fact('entry-version', terms.entryVersion),
        fact('business', terms.businessApplication, true),
        fact('users', terms.userScope),
        ...(terms.rowFilter ? [fact('rows', rowsSaid(of, terms.rowFilter), true)] : []),
        fact('mode', terms.sharingMode),
        fact('purpose', terms.purpose),
        fact('period', `${terms.validFrom} ~ ${terms.validTo}`),
        fact('matter', terms.matter, true),
        fact('conditions', terms.conditions, true),
        fact('security', terms.security, true),
        fact('disposal', terms.disposal, true),
      ],
    },
    { kind: 'heading', text: said(of, 'items') },
    {
      kind: 'table',
      header: ['item-no', 'item-name', 'item-field', 'item-mask'].map((key) => said(of, key)),
      widths: [1, 5, 4, 3],
      rows: terms.items.map(({ no, nameZh, fieldName, mask }) => [String(no), nameZh, fieldName, of.words.text(`catalog.masking.${mask}`)]),
    },
  ];
}

function side(of: PaperCase, title: 'requester' | 'provider', signature: Signature): { title: string; lines: string[] } {
  const role = of.words.text(`identity.role.${signature.role}`);
  return {
    title: said(of, title),
    lines: [
      signature.organisationName,
      said(of, 'signed-by', { role, on: dayOf(of, signature.at), method: said(of, `method.${signature.method}`) }),
      ...(signature.delegate ? [said(of, 'signed-for', { ...signature.delegate })] : []),
      ...(signature.paper ? [said(of, 'on-paper', { ...signature.paper })] : []),
      said(of, 'evidence-no', { id: signature.evidenceId }),
    ],
  };
}
