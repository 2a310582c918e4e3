import { z } from 'zod';
import { plainText, secrecyDeclarationSchema } from '../catalog/content.ts';
import { fileAnswer, refusals, route } from '../route.ts';
import { applicationSchema } from './schemas.ts';

const id = z.uuid();
const one = z.object({ applicationId: id, letterId: id });

/** Statuses of the refusals of 公函. */
export const letterRefusals = refusals({
  'sharing.letter.not-found': 404,
  'sharing.letter.count': 422,
  'sharing.letter.day': 422,
});

const writing = [
  'sharing.application.not-found',
  'sharing.application.not-own',
  'sharing.application.own-work',
  'sharing.application.illegal-transition',
] as const;

export const attachLetter = route({
  id: 'sharing.attach-letter',
  method: 'POST',
  path: '/sharing/applications/:applicationId/letters',
  summary: 'The requester attaches a 公函 (number, day, scan) to its draft or supplement; its head signs it with the application.',
  power: 'sharing.apply',
  params: z.object({ applicationId: id }),
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema, docNo: plainText(100, 1), datedOn: z.iso.date() }),
  answer: applicationSchema,
  status: 201,
  kind: 'upload',
  refusals: [
    ...writing,
    'sharing.letter.count',
    'sharing.letter.day',
    'sharing.scan.secret',
    'sharing.scan.empty',
    'sharing.scan.type',
    'sharing.scan.cut-short',
    'sharing.scan.active',
    'sharing.scan.too-large',
    'sharing.scan.personal-value',
  ],
});

export const removeLetter = route({
  id: 'sharing.remove-letter',
  method: 'DELETE',
  path: '/sharing/applications/:applicationId/letters/:letterId',
  summary: 'The requester takes a 公函 off while it writes; one that no head has signed is erased, what was signed stays on record.',
  power: 'sharing.apply',
  params: one,
  answer: applicationSchema,
  refusals: [...writing, 'sharing.letter.not-found'],
});

export const downloadLetter = route({
  id: 'sharing.download-letter',
  method: 'GET',
  path: '/sharing/applications/:applicationId/letters/:letterId',
  summary:
    'The scan of a 公函: for its own department, and for the provider and the authority once a head has signed it. Every opening leaves evidence.',
  power: 'sharing.read',
  params: one,
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/pdf', 'image/png', 'image/jpeg'],
  refusals: ['sharing.application.not-found', 'sharing.letter.not-found', 'sharing.scan.gone'],
});
