import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { plainText } from './content.ts';

/** Where an opinion is given: each kind is offered in its own dialog. */
export const opinionKinds = ['review', 'sign', 'publish', 'return', 'verify-denial', 'adjust'] as const;
export const opinionKindSchema = z.enum(opinionKinds);
export type OpinionKind = z.infer<typeof opinionKindSchema>;
/** What one organisation keeps, at most. */
export const OPINION_TEMPLATES_MAX = 100;

export const opinionTemplateSchema = z.object({
  id: z.string(),
  /** The number for `If-Match`: rises with every change. */
  revision: z.int(),
  kind: opinionKindSchema,
  text: z.string(),
  changedAt: z.iso.datetime(),
});
export type OpinionTemplate = z.infer<typeof opinionTemplateSchema>;

const power = 'catalog.read';
const params = z.object({ templateId: z.uuid() });
const body = z.strictObject({ kind: opinionKindSchema, text: plainText(500, 1) });
const onOne = ['request.not-permitted', 'catalog.opinion.not-found', 'catalog.opinion.stale'] as const;

export const listOpinionTemplates = route({
  id: 'catalog.list-opinion-templates',
  method: 'GET',
  path: '/catalog/opinion-templates',
  summary: 'Opinions that the caller’s organisation keeps ready for its reviewers; no other organisation’s.',
  power,
  answer: z.object({ items: z.array(opinionTemplateSchema), allowed: z.boolean() }),
});

export const keepOpinionTemplate = route({
  id: 'catalog.keep-opinion-template',
  method: 'POST',
  path: '/catalog/opinion-templates',
  summary: 'A reviewer, head or member of the authority keeps an opinion ready for the own organisation.',
  power,
  body,
  answer: opinionTemplateSchema,
  status: 201,
  refusals: ['request.not-permitted', 'catalog.opinion.same', 'catalog.opinion.too-many'],
});

export const changeOpinionTemplate = route({
  id: 'catalog.change-opinion-template',
  method: 'PUT',
  path: '/catalog/opinion-templates/:templateId',
  summary: 'Changes an opinion that the own organisation keeps ready; what was said with it before stays as it was said.',
  power,
  params,
  body,
  answer: opinionTemplateSchema,
  refusals: [...onOne, 'catalog.opinion.same'],
});

export const removeOpinionTemplate = route({
  id: 'catalog.remove-opinion-template',
  method: 'POST',
  path: '/catalog/opinion-templates/:templateId/removal',
  summary: 'Forgets an opinion that the own organisation kept ready.',
  power,
  params,
  answer: z.object({}),
  refusals: onOne,
});

export const opinionRefusals = refusals({
  'catalog.opinion.not-found': 404,
  'catalog.opinion.same': 409,
  'catalog.opinion.stale': 412,
  'catalog.opinion.too-many': 409,
});
