import { z } from 'zod';
import { fileAnswer, refusals, route } from '../route.ts';

/** Papers of an application: 《政务数据共享协议》, 审批表, 复函, and 签批单, the sheet that a head signs on paper. */
export const sharingPapers = ['agreement', 'approval-form', 'reply', 'signing-sheet'] as const;

/** Refusals of papers; their words stand in `contract/messages`. */
export const paperRefusals = refusals({ 'sharing.paper.not-yet': 409 });

export const printPaper = route({
  id: 'sharing.print-paper',
  method: 'GET',
  path: '/sharing/applications/:applicationId/papers/:paper',
  summary:
    'A paper of the application as PDF/A in Chinese, with blank places for seals; the agreement carries what both sides signed and verifies offline. What is printed is evidence.',
  power: 'sharing.read',
  params: z.object({ applicationId: z.uuid(), paper: z.enum(sharingPapers) }),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/pdf'],
  refusals: [
    'sharing.application.not-found',
    'sharing.paper.not-yet',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
    'audit.record.not-found',
    'audit.record.not-sealed',
    'audit.record.erased',
  ],
});
