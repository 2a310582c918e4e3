import { z } from 'zod';
import { allowedSchema } from '../route.ts';
import { maskingRuleSchema } from '../catalog/content.ts';
import { letterSchema } from './letter-schemas.ts';
import { paperPlaces } from './paper-signature-schemas.ts';
import { answeredQuestionsSchema, shownQuestions } from './question-schemas.ts';
import { replyExtensionSchema } from './extension-schemas.ts';
import { rowFilterSchema } from './row-filter-schemas.ts';
import { beginnings } from './template-schemas.ts';
import { aggregationSchema } from './aggregation-schemas.ts';
import { handlingSchema } from './handling-schemas.ts';
import { delegateSchema, stepSchema } from '../step.ts';

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const line = (max: number) => z.string().trim().max(max);

/** 使用依据 (809-20): a law, a duty document (三定), an item of the 权责清单, or a 政务服务事项. */
export const useBasisKinds = [
  'law',
  'administrative-regulation',
  'state-council-decision',
  'local-regulation',
  'rule',
  'duty-document',
  'power-list',
  'service-matter',
] as const;
export const useBasisSchema = z.strictObject({
  kind: z.enum(useBasisKinds),
  title: line(200).min(1),
  article: line(60),
  text: line(2000),
  /** Article of the law register that this rests on, where it stands there. */
  articleId: line(120).nullable(),
});
export type UseBasis = z.infer<typeof useBasisSchema>;

/** 使用用途 of 国发〔2016〕51号; screening, early warning, scoring and list-building about people are none of them (design.md §2). */
export const usePurposes = ['administrative-basis', 'work-reference', 'data-verification', 'business-collaboration'] as const;
export const usePurposeSchema = z.enum(usePurposes);

/** The 政务服务事项 or 权责清单 item that the data serves: obligatory for personal data. */
export const matterSchema = z.strictObject({
  kind: z.enum(['service-matter', 'power-list']),
  code: line(64).min(1),
  name: line(128).min(1),
});

/** What the requester writes: five elements of 91-5.1 (应用业务, 使用对象, 所需信息, 共享模式, 截止时间) and of 809-20. */
export const applicationContentSchema = z.strictObject({
  itemNos: z.array(z.int().min(1).max(999)).max(500),
  useBasis: z.array(useBasisSchema).max(20),
  useScenario: line(2000),
  usePurpose: usePurposeSchema.nullable(),
  matter: matterSchema.nullable(),
  /** Format of the matter numbers that calls will carry, for example `SW-{digits:4}-{digits:4}`. */
  matterFormat: line(120),
  useScope: z.strictObject({
    users: line(500),
    userCount: z.int().min(1).max(1_000_000).nullable(),
    regionCodes: z.array(z.string().regex(/^\d{6}$/)).max(50),
  }),
  sharingMode: z.enum(['api']).nullable(),
  systemId: id.nullable(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  callsPerDay: z.int().min(1).max(10_000_000).nullable(),
  storage: z.strictObject({ persist: z.boolean(), location: line(200), retentionDays: z.int().min(0).max(36_500).nullable() }),
  securityMeasures: line(2000),
  /** 真实性、合法性、必要性; 不超范围; 不给第三方; 到期处置. */
  commitment: z.boolean(),
  /** Answers to the set of questions that it began under; absent where it began under none. */
  questions: answeredQuestionsSchema.optional(),
  /** Of a backflow subscription; absent where all rows are asked for. */
  rowFilter: rowFilterSchema.optional(),
});
export type ApplicationContent = z.infer<typeof applicationContentSchema>;

export const applicationStates = [
  'draft',
  'awaiting-consent-out',
  'at-provider',
  'awaiting-consent-in',
  'supplement-asked',
  'awaiting-supplement-consent',
  'refusal-at-authority',
  'agreed',
  'partly-agreed',
  'refused',
  'withdrawn',
] as const;
export const applicationStateSchema = z.enum(applicationStates);
export type ApplicationState = z.infer<typeof applicationStateSchema>;

/** Grounds of refusal (809-21 asks for reasons). `not-held` and `other` go to the authority before they count. */
export const refusalGrounds = [
  'not-duty-related',
  'exceeds-necessity',
  'prohibited-by-law',
  'security-capability',
  'not-held',
  'other',
] as const;
export const refusalGroundSchema = z.enum(refusalGrounds);

/** An article that a refusal or a condition rests on. */
export const citedArticleSchema = z.strictObject({
  title: line(200).min(1),
  docNo: line(100),
  article: line(60).min(1),
  quotation: line(2000),
  articleId: line(120).nullable(),
});

/** What the provider's handler proposes to its office head. */
export const proposalSchema = z.strictObject({
  result: z.enum(['agree', 'refuse']),
  /** Items that are agreed: fewer than applied for makes a partial agreement, each missing one with its reason. */
  items: z.array(z.strictObject({ no: z.int().min(1).max(999), mask: maskingRuleSchema })).max(500),
  leftOut: z.array(z.strictObject({ no: z.int().min(1).max(999), reason: line(500).min(1) })).max(500),
  conditions: line(2000),
  quota: z.strictObject({ perSecond: z.int().min(1).max(1000), perDay: z.int().min(1).max(10_000_000) }).nullable(),
  validTo: day.nullable(),
  ground: refusalGroundSchema.nullable(),
  basis: z.array(citedArticleSchema).max(20),
  opinion: line(2000).min(1),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** One 平台存证 signature, or one on paper that two officers have entered: who (office and role, never a name), when, over which digest, evidenced where. */
export const signatureSchema = z.object({
  organisationId: id,
  organisationName: z.string(),
  role: z.string(),
  at: instant,
  /** SM3 of the signed text, hexadecimal. */
  digest: z.string(),
  method: z.enum(['platform-evidence', 'standing-consent', 'paper']),
  evidenceId: z.string(),
  /** 代: who signed for the head, under which delegation. */
  delegate: delegateSchema.optional(),
  /** Of a signature on paper: number and day of the sheet, and SM3 of its scan. */
  paper: z.object({ docNo: z.string(), signedOn: day, scanDigest: z.string() }).optional(),
});

export const clockViewSchema = z.object({
  id: z.string(),
  ruleKey: z.string(),
  state: z.string(),
  dueAt: instant.nullable(),
  workingDaysLeft: z.int().nullable(),
  workingDaysUsed: z.int(),
  /** Since the first receipt, stops included: what the requester really waited. */
  workingDaysTotal: z.int(),
  /** Most working days by which it may be extended; null where law lets nobody, or it was extended before. */
  extensionWorkingDaysMax: z.int().nullable(),
  provisional: z.boolean(),
});

export const applicationSummarySchema = z.object({
  id,
  no: z.string().nullable(),
  state: applicationStateSchema,
  entryId: id,
  entryName: z.string(),
  requester: z.object({ id, name: z.string() }),
  provider: z.object({ id, name: z.string() }),
  submittedAt: instant.nullable(),
  decidedAt: instant.nullable(),
  /** Whether it asks for the rows of the requester's own region (回流, 809-24). */
  backflow: z.boolean(),
  clock: clockViewSchema.nullable(),
});
export type ApplicationSummary = z.infer<typeof applicationSummarySchema>;

/** 《政务数据共享协议》: made from application and reply; both sides have signed before anything flows. */
export const agreementSchema = z.object({
  id,
  no: z.string(),
  applicationId: id,
  /** The text that both sides signed, as lines of key and value; its digest is SM3 over its canonical JSON. */
  terms: z.object({
    entryCode: z.string(),
    entryName: z.string(),
    entryVersion: z.string(),
    requester: z.string(),
    requesterUscc: z.string(),
    provider: z.string(),
    providerUscc: z.string(),
    businessApplication: z.string(),
    userScope: z.string(),
    items: z.array(z.object({ no: z.int(), nameZh: z.string(), fieldName: z.string(), mask: maskingRuleSchema })),
    /** The rows that are given; absent where all are. */
    rowFilter: rowFilterSchema.optional(),
    sharingMode: z.string(),
    validFrom: day,
    validTo: day,
    purpose: z.string(),
    matter: z.string(),
    conditions: z.string(),
    security: z.string(),
    disposal: z.string(),
  }),
  digest: z.string(),
  requesterSignature: signatureSchema,
  providerSignature: signatureSchema,
});

/** 暂停 of a grant (809-27): who, why, until when it is to be put right, and what became of it. */
export const grantSuspensionSchema = z.object({
  id,
  no: z.int(),
  state: z.enum(['suspended', 'reported', 'restored', 'terminated', 'ended']),
  side: z.enum(['provider', 'authority']),
  organisation: z.string(),
  fact: z.string(),
  basis: z.array(citedArticleSchema),
  suspendedAt: instant,
  /** The latest report of the holder. */
  report: z.object({ words: z.string(), at: instant }).nullable(),
  /** The holder's latest term. */
  term: clockViewSchema.nullable(),
  /** The suspender's open term to look at a report. */
  recheckTerm: clockViewSchema.nullable(),
  endedAt: instant.nullable(),
  history: z.array(
    z.object({ at: instant, action: z.string(), organisation: z.string(), role: z.string(), opinion: z.string().nullable() }),
  ),
});
export type GrantSuspension = z.infer<typeof grantSuspensionSchema>;

export const grantStateSchema = z.enum(['active', 'suspended', 'revoked', 'expired']);
export const grantSchema = z.object({
  id,
  no: z.string(),
  version: z.int(),
  state: grantStateSchema,
  applicationId: id,
  entryId: id,
  entryName: z.string(),
  entryCode: z.string(),
  requester: z.object({ id, name: z.string() }),
  provider: z.object({ id, name: z.string() }),
  systemId: id,
  systemName: z.string(),
  items: z.array(z.object({ no: z.int(), nameZh: z.string(), fieldName: z.string(), mask: maskingRuleSchema })),
  /** The rows that it gives (809-24); null where it gives all. */
  rowFilter: rowFilterSchema.nullable(),
  /** Those of its items that the entry's version in force denies: the provider takes them out, or revokes the grant (809-14). */
  deniedNos: z.array(z.int()),
  matterFormat: z.string(),
  purpose: usePurposeSchema,
  matter: matterSchema.nullable(),
  quota: z.object({ perSecond: z.int(), perDay: z.int() }),
  validFrom: instant,
  validTo: instant,
  clientIds: z.array(z.string()),
  agreementDigest: z.string(),
  /** The four separate facts (design.md §8). */
  facts: z.object({ approvedAt: instant, agreedAt: instant, grantedAt: instant, deliveredAt: instant.nullable() }),
  provideClock: clockViewSchema.nullable(),
  revocation: z.object({ at: instant, byOrganisation: z.string(), reason: z.string() }).nullable(),
  /** Oldest first; at most the last one is open. */
  suspensions: z.array(grantSuspensionSchema),
  /** Most working days that whoever suspends may give to put things right. */
  rectificationDaysMax: z.int(),
  /** The renewal under way, for its own department and, once it was sent, for the others. */
  renewal: z.object({ applicationId: id, no: z.string().nullable(), state: applicationStateSchema }).nullable(),
  /** The disposal of its data, once it has ended (809-27). */
  disposal: z.object({ id, no: z.string(), state: z.string() }).nullable(),
  /** Whether its last day is near, counted in working days of its region. */
  endsSoon: z.boolean(),
  allowed: allowedSchema,
});
export type GrantAnswer = z.infer<typeof grantSchema>;

/** What a 补正通知 may name: a place of the form, or `material` for what the form has no place for. */
export const supplementPlaces = [
  'itemNos',
  'useBasis',
  'useScenario',
  'usePurpose',
  'matter',
  'matterFormat',
  'useScope',
  'sharingMode',
  'systemId',
  'validFrom',
  'validTo',
  'callsPerDay',
  'storage',
  'securityMeasures',
  'questions',
  'material',
] as const;
export const supplementPlaceSchema = z.enum(supplementPlaces);
export type SupplementPlace = z.infer<typeof supplementPlaceSchema>;

/** Words about one place: what it lacks, or how the lack was met. */
export const placeWordsSchema = z.strictObject({ place: supplementPlaceSchema, words: line(1000).min(1) });
export type PlaceWords = z.infer<typeof placeWordsSchema>;

/** One 补正通知 (809-21) with its answer. */
export const supplementNoticeSchema = z.object({
  no: z.int(),
  /** Name of the department that gave it: the provider of that day, whoever provides the entry now. */
  askedBy: z.string(),
  askedAt: instant,
  gaps: z.array(placeWordsSchema),
  opinion: z.string(),
  /** Whether the clock of the reply stands still until the supplement is signed; the law lets it stop once. */
  stopsClock: z.boolean(),
  /** Null until the requester's head has signed the supplement; the requester sees its own before. */
  answers: z.array(placeWordsSchema).nullable(),
  answeredAt: instant.nullable(),
});

/** One place in which a renewal asks for something else than what runs. */
const renewalChangeSchema = z.object({ place: supplementPlaceSchema, kind: z.enum(['wider', 'narrower', 'other']) });
export type RenewalChange = z.infer<typeof renewalChangeSchema>;
const namedItemSchema = z.object({ no: z.int(), nameZh: z.string() });

export const applicationSchema = applicationSummarySchema.extend({
  revision: z.int(),
  entryVersion: z.string(),
  /** Items of the entry version that was applied for, so that the form needs no second request. */
  entryItems: z.array(
    z.object({
      no: z.int(),
      nameZh: z.string(),
      fieldName: z.string().nullable(),
      meaning: z.string(),
      shareType: z.string().nullable(),
      sensitivity: z.string().nullable(),
      defaultMask: maskingRuleSchema,
    }),
  ),
  personalData: z.boolean(),
  content: applicationContentSchema,
  systemName: z.string(),
  returned: z.object({ at: instant, opinion: z.string(), byOrganisation: z.string() }).nullable(),
  proposal: proposalSchema.nullable(),
  reply: z
    .object({
      result: z.enum(['agreed', 'partly-agreed', 'refused']),
      at: instant,
      opinion: z.string(),
      ground: refusalGroundSchema.nullable(),
      basis: z.array(citedArticleSchema),
      byStandingConsent: z.boolean(),
      authorityOpinion: z.string().nullable(),
    })
    .nullable(),
  /** The running grant that it renews or changes, and what it asks for beyond it. */
  renewal: z
    .object({
      grantId: id,
      grantNo: z.string(),
      version: z.int(),
      lastDay: day,
      added: z.array(namedItemSchema),
      removed: z.array(namedItemSchema),
      changes: z.array(renewalChangeSchema),
    })
    .nullable(),
  ...beginnings,
  ...shownQuestions,
  /** What the decided reply does not give, each item with the reason (809-21): both sides read it. */
  leftOut: z.array(z.object({ no: z.int(), reason: z.string() })),
  agreement: agreementSchema.nullable(),
  /** 公函 that stand now, for the requester; for others those that its head signed last. */
  letters: z.array(letterSchema),
  ...paperPlaces,
  grantId: id.nullable(),
  /** Notices of what is missing, oldest first. */
  supplementNotices: z.array(supplementNoticeSchema),
  /** What the application said before its last supplement was signed; null while it was signed once only. */
  contentBefore: applicationContentSchema.nullable(),
  /** Places in which it differs from that. */
  changedPlaces: z.array(supplementPlaceSchema),
  /** When the provider's department received it (签收): no step of the statutory clock. */
  receivedAt: instant.nullable(),
  /** Who has it in hand inside the provider: for the provider only, and null until it was received. */
  handling: handlingSchema.nullable(),
  /** The last day that a division may be given, for the provider's own people; null where no term is open. */
  lastInnerDay: day.nullable(),
  /** What the department's grants tell together, now or with this one (design.md §2); null where nothing. */
  aggregation: aggregationSchema.nullable(),
  /** The latest request for an extension; the requester sees it once it is granted. */
  extension: replyExtensionSchema.nullable(),
  clocks: z.array(clockViewSchema),
  history: z.array(stepSchema),
  /** Places that submission would refuse now, by JSON pointer into `content`: the task list of the form. */
  missing: z.array(z.object({ path: z.string(), code: z.string() })),
  allowed: allowedSchema,
});
export type Application = z.infer<typeof applicationSchema>;
