import { z } from 'zod';
import { secrecyDeclarationSchema } from '../catalog/content.ts';
import { fileAnswer, refusals, route } from '../route.ts';
import { applicationSchema } from './schemas.ts';

const applicationId = z.uuid();

/** Statuses of the refusals of 盖章件. */
export const stampedCopyRefusals = refusals({
  'sharing.stamped-copy.not-found': 404,
  'sharing.stamped-copy.not-own': 403,
  'sharing.stamped-copy.count': 422,
  'sharing.stamped-copy.known': 409,
  'sharing.stamped-copy.as-printed': 422,
});

export const storeStampedCopy = route({
  id: 'sharing.store-stamped-copy',
  method: 'POST',
  path: '/sharing/applications/:applicationId/agreement/stamped-copies',
  summary:
    'A side stores the agreement as it was sealed: the printed PDF with an electronic seal (电子印章) added, or the scan of the sealed paper. The platform says whether it begins with a file that it printed; it does not judge the seal.',
  power: 'sharing.read',
  params: z.object({ applicationId }),
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema }),
  answer: applicationSchema,
  status: 201,
  kind: 'upload',
  refusals: [
    'sharing.application.not-found',
    'sharing.agreement.none',
    'sharing.stamped-copy.not-own',
    'sharing.stamped-copy.count',
    'sharing.stamped-copy.known',
    'sharing.stamped-copy.as-printed',
    'sharing.scan.secret',
    'sharing.scan.empty',
    'sharing.scan.type',
    'sharing.scan.cut-short',
    'sharing.scan.active',
    'sharing.scan.too-large',
    'sharing.scan.personal-value',
  ],
});

export const openStampedCopy = route({
  id: 'sharing.open-stamped-copy',
  method: 'GET',
  path: '/sharing/applications/:applicationId/agreement/stamped-copies/:copyId',
  summary: 'A stored 盖章件, for whoever may read the application. Every opening leaves evidence.',
  power: 'sharing.read',
  params: z.object({ applicationId, copyId: z.uuid() }),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/pdf', 'image/png', 'image/jpeg'],
  refusals: ['sharing.application.not-found', 'sharing.stamped-copy.not-found'],
});
