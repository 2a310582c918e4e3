import type { Application } from '@karez/contract/sharing/schemas';
import type { PaperPart } from '#platform/paper/paper';
import { dayOf, said, type PaperCase } from './papers.ts';

type Reply = NonNullable<Application['reply']>;

/** 复函: the provider's answer to the requester; a refusal names ground and basis and the way of article 28 (809-21, 809-28). */
export function replyLetterParts(of: PaperCase, reply: Reply): PaperPart[] {
  const { application } = of;
  const about = {
    entry: application.entryName,
    no: application.no ?? '',
    on: dayOf(of, application.submittedAt),
    agreement: application.agreement?.no ?? '',
  };
  return [
    { kind: 'text', text: said(of, 'letter.to', { requester: application.requester.name }) },
    { kind: 'text', text: said(of, `letter.${reply.result}`, about) },
    { kind: 'facts', facts: replyFacts(of, reply) },
    ...leftOut(of),
    {
      kind: 'seals',
      place: said(of, 'seal-place'),
      sides: [{ title: application.provider.name, lines: [dayOf(of, reply.at), ...signedFor(of)] }],
    },
    { kind: 'text', text: said(of, 'honest') },
  ];
}

/** 代: who signed the reply for the provider's head. */
function signedFor(of: PaperCase): string[] {
  const signed = of.application.history.findLast(({ action }) => action === 'signed-in' || action === 'signed-refusal');
  return signed?.delegate ? [said(of, 'signed-for', { ...signed.delegate })] : [];
}

function replyFacts(of: PaperCase, reply: Reply) {
  const { words } = of;
  const cited = reply.basis.map(({ title, docNo, article, quotation }) =>
    [words.text('portal.cited', { title, docNo, article }), quotation].filter((text) => text !== '').join('\n'),
  );
  const facts: [key: string, value: string][] = [
    ['replied-on', dayOf(of, reply.at)],
    ['opinion', reply.byStandingConsent ? said(of, 'letter.standing') : reply.opinion],
    ['ground', reply.ground === null ? '' : words.text(`sharing.ground.${reply.ground}`)],
    ['cited', cited.join('\n')],
    ['authority', reply.authorityOpinion ?? ''],
  ];
  return facts.filter(([, value]) => value !== '').map(([key, value]) => ({ label: said(of, `letter.${key}`), value, wide: true }));
}

function leftOut(of: PaperCase): PaperPart[] {
  const { application } = of;
  if (application.leftOut.length === 0) return [];
  return [
    {
      kind: 'table',
      header: ['item-no', 'item-name', 'item-reason'].map((key) => said(of, key)),
      widths: [1, 4, 7],
      rows: application.leftOut.map(({ no, reason }) => [
        String(no),
        application.entryItems.find((item) => item.no === no)?.nameZh ?? '',
        reason,
      ]),
    },
  ];
}
