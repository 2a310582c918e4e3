import { z } from 'zod';
import { plainText, secrecyDeclarationSchema } from '../catalog/content.ts';
import { refusals, route } from '../route.ts';
import { applicationContentSchema, applicationSchema } from './schemas.ts';

const id = z.uuid();
const templateId = z.object({ templateId: id });
const asked = applicationContentSchema.shape;

/** What a template says: the scenario in its usual words, what it usually asks for, and what is answered beforehand (应用场景模板). */
export const templateContentSchema = z.strictObject({
  title: plainText(100, 1),
  /** For whom it is, and when it is used. */
  summary: plainText(500, 1),
  useScenario: asked.useScenario,
  usePurpose: asked.usePurpose,
  matterFormat: asked.matterFormat,
  users: z.string().trim().max(500),
  useBasis: asked.useBasis,
  storage: asked.storage,
  securityMeasures: asked.securityMeasures,
  /** Published entries that it is usually used for. */
  entryIds: z.array(id).max(50),
  /** Names of the items that it usually needs; an item of the entry that is called the same is chosen. */
  itemNames: z.array(plainText(128, 1)).max(100),
});
export type TemplateContent = z.infer<typeof templateContentSchema>;

export const templateSummarySchema = z.object({
  id,
  version: z.int(),
  madeAt: z.iso.datetime(),
  content: templateContentSchema,
  /** Its entries that can be asked for now, by name. */
  entries: z.array(z.object({ id, name: z.string() })),
  /** Whether the reader may change it. */
  maintainable: z.boolean(),
});
export type TemplateSummary = z.infer<typeof templateSummarySchema>;

export const templateSchema = templateSummarySchema.extend({
  retiredAt: z.iso.datetime().nullable(),
  /** What it said before, the latest first. */
  versions: z.array(z.object({ version: z.int(), madeAt: z.iso.datetime(), organisation: z.string(), content: templateContentSchema })),
});
export type Template = z.infer<typeof templateSchema>;

/** Refusals of templates; their words stand in `contract/messages`. */
export const templateRefusals = refusals({
  'sharing.template.not-found': 404,
  'sharing.template.stale': 412,
  'sharing.template.retired': 409,
  'sharing.template.incomplete': 422,
});

const writing = { secrecyDeclaration: secrecyDeclarationSchema, content: templateContentSchema };
const refused = ['sharing.template.incomplete', 'sharing.application.secret'] as const;

export const listTemplates = route({
  id: 'sharing.list-templates',
  method: 'GET',
  path: '/sharing/templates',
  summary: 'The templates in force, for one entry where it is named (应用场景模板).',
  power: 'sharing.read',
  query: z.strictObject({ q: z.string().max(100).optional(), entryId: id.optional() }),
  answer: z.object({ items: z.array(templateSummarySchema), maintainable: z.boolean() }),
});

export const getTemplate = route({
  id: 'sharing.get-template',
  method: 'GET',
  path: '/sharing/templates/:templateId',
  summary: 'One template with every version that it ever had.',
  power: 'sharing.read',
  params: templateId,
  answer: templateSchema,
  refusals: ['sharing.template.not-found'],
});

export const makeTemplate = route({
  id: 'sharing.make-template',
  method: 'POST',
  path: '/sharing/templates',
  summary: 'The authority publishes a template.',
  power: 'sharing.coordinate',
  body: z.strictObject(writing),
  answer: templateSchema,
  status: 201,
  idempotent: true,
  refusals: refused,
});

export const reviseTemplate = route({
  id: 'sharing.revise-template',
  method: 'PUT',
  path: '/sharing/templates/:templateId',
  summary: 'The authority publishes the next version of a template; needs If-Match with the version that was read.',
  power: 'sharing.coordinate',
  params: templateId,
  body: z.strictObject(writing),
  answer: templateSchema,
  refusals: [...refused, 'sharing.template.not-found', 'sharing.template.stale', 'sharing.template.retired', 'request.etag-missing'],
});

export const retireTemplate = route({
  id: 'sharing.retire-template',
  method: 'POST',
  path: '/sharing/templates/:templateId/retirement',
  summary: 'The authority takes a template out of use; applications that began with it keep naming it.',
  power: 'sharing.coordinate',
  params: templateId,
  answer: templateSchema,
  refusals: ['sharing.template.not-found', 'sharing.template.retired'],
});

export const startFromTemplate = route({
  id: 'sharing.start-from-template',
  method: 'POST',
  path: '/sharing/templates/:templateId/applications',
  summary: 'Opens a draft application for an entry, written in what a template says; the application names the template and its version.',
  power: 'sharing.apply',
  params: templateId,
  body: z.strictObject({ entryId: id }),
  answer: applicationSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'sharing.template.not-found',
    'sharing.template.retired',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
    'sharing.application.own-entry',
  ],
});
