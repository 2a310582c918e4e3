import { z } from 'zod';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { entrySchema, revisionStateSchema } from './answers.ts';
import { entryContentSchema, plainText, secrecyDeclarationSchema } from './content.ts';

/** 梳理任务: the authority orders departments to compile what they hold (91-3.1, 91-3.2.1). */
export const campaignStates = ['open', 'closed'] as const;
/** What a department has said of its part: nothing yet, that it is complete, or that it holds no such data (which the authority accepts or not). */
export const partStates = ['called', 'reported', 'none-declared', 'none-accepted'] as const;
/** Where an entry of a campaign stands on the board. */
export const boardStages = ['draft', 'submitted', 'returned', 'published'] as const;
/** Where a department stands on the board: made of its part and its entries. */
export const boardStatuses = ['not-started', 'draft', 'submitted', 'returned', 'published', 'none-declared', 'none-accepted'] as const;
export const boardStatusSchema = z.enum(boardStatuses);
export const boardStageSchema = z.enum(boardStages);

/** Departments that one campaign is sent to, at most. */
export const campaignDepartmentsMax = 300;

/** How often the last day of one campaign is put off, at most. */
export const campaignProlongationsMax = 20;

/** What a draft that starts from the campaign is filled with before its writer begins. */
export const campaignTemplateSchema = z.strictObject({
  names: z.array(plainText(128, 1)).max(50),
  fields: entryContentSchema
    .pick({
      category: true,
      formatClass: true,
      formatType: true,
      updateCycle: true,
      shareModeClass: true,
      shareModeType: true,
      openToPublic: true,
      dataClass: true,
      dataGrade: true,
      coverageRegion: true,
    })
    .partial(),
});
export type CampaignTemplate = z.infer<typeof campaignTemplateSchema>;

const countsSchema = z.object({ draft: z.int(), submitted: z.int(), returned: z.int(), published: z.int() });

export const campaignPartSchema = z.object({
  organisationId: z.string(),
  organisationName: z.string(),
  state: z.enum(partStates),
  status: boardStatusSchema,
  counts: countsSchema,
  /** Reason of “no such data”, or the note with which the part was reported complete. */
  said: z.string().nullable(),
  saidAt: z.iso.datetime().nullable(),
  /** The authority's opinion on what the department said last. */
  opinion: z.string().nullable(),
  reminders: z.int(),
  remindedOn: z.iso.date().nullable(),
  allowed: allowedSchema,
});
export type CampaignPart = z.infer<typeof campaignPartSchema>;

export const campaignSchema = z.object({
  id: z.string(),
  regionCode: z.string(),
  organisationName: z.string(),
  title: z.string(),
  instruction: z.string(),
  dueOn: z.iso.date(),
  /** Open past its day. */
  overdue: z.boolean(),
  template: campaignTemplateSchema.nullable(),
  usesSystems: z.boolean(),
  state: z.enum(campaignStates),
  /** Each time that the last day was put off, earliest first. */
  prolongations: z.array(
    z.object({ from: z.iso.date(), to: z.iso.date(), reason: z.string(), at: z.iso.datetime(), organisationName: z.string() }),
  ),
  sentAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  closingOpinion: z.string().nullable(),
  /** Departments by where they stand; of the reader's own department alone where the reader is not of the authority. */
  departments: z.record(boardStatusSchema, z.int()),
  /** The board: every department for the authority, one's own for a department. */
  parts: z.array(campaignPartSchema),
  allowed: allowedSchema,
});
export type Campaign = z.infer<typeof campaignSchema>;
export const campaignSummarySchema = campaignSchema.omit({ parts: true, allowed: true, template: true, prolongations: true });

const campaignId = z.object({ campaignId: z.uuid() });
const opinion = plainText(1000, 1);
const onCampaign = ['catalog.campaign.not-found', 'catalog.campaign.closed'] as const;

export const listCampaigns = route({
  id: 'catalog.list-campaigns',
  method: 'GET',
  path: '/catalog/campaigns',
  summary: 'Compilation campaigns: those of the region for its authority, those that a department was called to for the department.',
  power: 'catalog.read',
  query: z.strictObject({ ...pageQuery, state: z.enum(campaignStates).optional() }),
  answer: pageOf(campaignSummarySchema),
});

export const sendCampaign = route({
  id: 'catalog.send-campaign',
  method: 'POST',
  path: '/catalog/campaigns',
  summary:
    'The authority sends a compilation campaign to departments that it oversees: of its region, and of those below it without an authority (91-2.1, 91-3.2.1).',
  power: 'catalog.publish',
  body: z.strictObject({
    regionCode: z.string().regex(/^\d{6}$/),
    title: plainText(120, 1),
    instruction: plainText(4000, 1),
    dueOn: z.iso.date(),
    organisationIds: z.array(z.uuid()).min(1).max(campaignDepartmentsMax),
    template: campaignTemplateSchema.nullable(),
    /** Whether departments are to go through their business systems. */
    usesSystems: z.boolean(),
  }),
  answer: campaignSchema,
  status: 201,
  idempotent: true,
  refusals: ['catalog.campaign.due-past', 'catalog.campaign.department-unfit'],
});

export const getCampaign = route({
  id: 'catalog.get-campaign',
  method: 'GET',
  path: '/catalog/campaigns/:campaignId',
  summary: 'A campaign with its board: where each department stands, counted from its entries.',
  power: 'catalog.read',
  params: campaignId,
  answer: campaignSchema,
  refusals: ['catalog.campaign.not-found'],
});

export const listCampaignEntries = route({
  id: 'catalog.list-campaign-entries',
  method: 'GET',
  path: '/catalog/campaigns/:campaignId/entries',
  summary:
    'Entries behind a number of the board; a draft that its department’s head has not signed is counted, its name stays the department’s.',
  power: 'catalog.read',
  params: campaignId,
  query: z.strictObject({ ...pageQuery, organisationId: z.uuid().optional(), stage: boardStageSchema.optional() }),
  answer: pageOf(
    z.object({
      entryId: z.string(),
      /** `null` while only its own department may know it. */
      name: z.string().nullable(),
      organisationId: z.string(),
      organisationName: z.string(),
      stage: boardStageSchema,
      revisionState: revisionStateSchema.nullable(),
      tiedOn: z.iso.date(),
    }),
  ),
  refusals: ['catalog.campaign.not-found'],
});

export const remindDepartments = route({
  id: 'catalog.remind-departments',
  method: 'POST',
  path: '/catalog/campaigns/:campaignId/reminders',
  summary: '催办: reminds one department, or all that have not finished; nobody more than once a day.',
  power: 'catalog.publish',
  params: campaignId,
  body: z.strictObject({ organisationId: z.uuid().nullable() }),
  answer: campaignSchema,
  refusals: [...onCampaign, 'catalog.campaign.nobody-to-remind', 'catalog.campaign.reminded-today'],
});

export const tieCampaignEntry = route({
  id: 'catalog.tie-campaign-entry',
  method: 'POST',
  path: '/catalog/campaigns/:campaignId/entries',
  summary: 'A department adds an entry that it has already to its part of the campaign.',
  power: 'catalog.register',
  params: campaignId,
  body: z.strictObject({ entryId: z.uuid() }),
  answer: campaignSchema,
  refusals: [...onCampaign, 'catalog.entry.not-found', 'catalog.campaign.entry-unfit', 'catalog.campaign.illegal-transition'],
});

export const startEntry = route({
  id: 'catalog.start-entry',
  method: 'POST',
  path: '/catalog/entry-starts',
  summary: 'Starts a draft from a campaign’s template, from a business system of the department, or both (从业务系统起草).',
  power: 'catalog.register',
  body: z.strictObject({
    secrecyDeclaration: secrecyDeclarationSchema,
    name: plainText(128, 1),
    abstract: plainText(2000).default(''),
    systemId: z.uuid().nullable(),
    campaignId: z.uuid().nullable(),
  }),
  answer: entrySchema,
  status: 201,
  idempotent: true,
  refusals: [
    'catalog.entry.secret',
    'catalog.entry.name-taken',
    'catalog.campaign.system-not-found',
    'catalog.campaign.named-like-system',
    ...onCampaign,
    'catalog.campaign.illegal-transition',
  ],
});

export const reportCampaignPart = route({
  id: 'catalog.report-campaign-part',
  method: 'POST',
  path: '/catalog/campaigns/:campaignId/report',
  summary: 'A department says that its part is complete: it has entries, and none of them is a draft any more.',
  power: 'catalog.register',
  params: campaignId,
  body: z.strictObject({ note: plainText(1000).default('') }),
  answer: campaignSchema,
  refusals: [...onCampaign, 'catalog.campaign.illegal-transition', 'catalog.campaign.no-entries', 'catalog.campaign.drafts-open'],
});

export const declareNone = route({
  id: 'catalog.declare-none',
  method: 'POST',
  path: '/catalog/campaigns/:campaignId/none-declaration',
  summary: 'A department says that it holds no such data, with the reason.',
  power: 'catalog.register',
  params: campaignId,
  body: z.strictObject({ reason: plainText(1000, 1) }),
  answer: campaignSchema,
  refusals: [...onCampaign, 'catalog.campaign.illegal-transition', 'catalog.campaign.has-entries'],
});

export const decideCampaignPart = route({
  id: 'catalog.decide-campaign-part',
  method: 'POST',
  path: '/catalog/campaigns/:campaignId/departments/:organisationId/decision',
  summary: 'The authority accepts that a department holds no such data, or sends its part back.',
  power: 'catalog.publish',
  params: campaignId.extend({ organisationId: z.uuid() }),
  body: z.strictObject({ decision: z.enum(['accept', 'decline']), opinion }),
  answer: campaignSchema,
  refusals: [...onCampaign, 'catalog.campaign.illegal-transition'],
});

export const prolongCampaign = route({
  id: 'catalog.prolong-campaign',
  method: 'POST',
  path: '/catalog/campaigns/:campaignId/prolongation',
  summary:
    'The authority puts off the last day of a running campaign, with the reason; every department is told. It is never brought forward.',
  power: 'catalog.publish',
  params: campaignId,
  body: z.strictObject({ dueOn: z.iso.date(), reason: opinion }),
  answer: campaignSchema,
  refusals: [...onCampaign, 'catalog.campaign.due-past', 'catalog.campaign.not-later', 'catalog.campaign.prolonged-often'],
});

export const closeCampaign = route({
  id: 'catalog.close-campaign',
  method: 'POST',
  path: '/catalog/campaigns/:campaignId/closing',
  summary: 'The authority closes a campaign; open to-dos of its departments end, entries go on as they are.',
  power: 'catalog.publish',
  params: campaignId,
  body: z.strictObject({ opinion }),
  answer: campaignSchema,
  refusals: onCampaign,
});

export const exportCampaignBoard = route({
  id: 'catalog.export-campaign-board',
  method: 'GET',
  path: '/catalog/campaigns/:campaignId/board',
  summary: 'The board as an XLSX ledger (台账) with title, unit, filters, date and maker.',
  power: 'catalog.publish',
  params: campaignId,
  query: z.strictObject({ status: boardStatusSchema.optional() }),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  refusals: ['catalog.campaign.not-found'],
});

/** Statuses of a campaign's own refusals; their words stand in `contract/messages`. */
export const catalogCampaignRefusals = refusals({
  'catalog.campaign.not-found': 404,
  'catalog.campaign.closed': 409,
  'catalog.campaign.due-past': 422,
  'catalog.campaign.department-unfit': 422,
  'catalog.campaign.not-later': 422,
  'catalog.campaign.prolonged-often': 409,
  'catalog.campaign.nobody-to-remind': 409,
  'catalog.campaign.reminded-today': 409,
  'catalog.campaign.entry-unfit': 409,
  'catalog.campaign.illegal-transition': 409,
  'catalog.campaign.system-not-found': 404,
  'catalog.campaign.named-like-system': 422,
  'catalog.campaign.no-entries': 409,
  'catalog.campaign.drafts-open': 409,
  'catalog.campaign.has-entries': 409,
});
