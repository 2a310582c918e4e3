import { z } from 'zod';
import { allowedSchema } from '../route.ts';
import { powerSchema, roleSchema } from './roles.ts';

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const text = (max: number) => z.string().trim().min(1).max(max);

/** Six digits for a province, city or county; nine for a town (GB/T 2260, 统计用区划). */
export const regionCodeSchema = z.string().regex(/^\d{6}(\d{3})?$/);
export const regionSchema = z.object({
  code: regionCodeSchema,
  name: z.string(),
  parentCode: z.string().nullable(),
  level: z.enum(['region', 'city', 'county', 'town']),
  /** Its names beside the Chinese one; null: it is shown in Chinese. */
  nameUg: z.string().nullable(),
  nameEn: z.string().nullable(),
});

/** 机关, 事业单位, 群团, 企业 (a builder or operator), 其他. */
export const organisationTypeSchema = z.enum(['government', 'institution', 'mass-organisation', 'enterprise', 'other']);

/** 科室; `hasClerk`: somebody speaks for it. */
export const divisionSchema = z.object({ id, name: z.string(), hasClerk: z.boolean() });
export const sharingOfficeSchema = z.object({ name: z.string(), headPersonId: id.nullable(), headTitle: z.string().nullable() });

export const organisationSummarySchema = z.object({
  id,
  uscc: z.string(),
  name: z.string(),
  shortName: z.string(),
  formerNames: z.array(z.string()),
  type: organisationTypeSchema,
  regionCode: regionCodeSchema,
  parentId: id.nullable(),
  /** Regions whose sharing authority this organisation is a member of (91-7.1, 91-7.1.2). */
  authorityOf: z.array(regionCodeSchema),
  /** Dissolved, or merged into its successor: since when and by which instrument. */
  dissolved: z.object({ on: day, documentNumber: z.string(), successorId: id.nullable() }).nullable(),
});
export const organisationSchema = organisationSummarySchema.extend({
  divisions: z.array(divisionSchema),
  sharingOffice: sharingOfficeSchema.nullable(),
  missingDocuments: z.array(z.string()),
  allowed: allowedSchema,
});

/** What each department has to file: 91-3.2 (目录管理制度, 登记审核人员), 91-5.1 (程序, 制度, 责任追究), 809-8 (工作机构). */
export const documentKinds = [
  'catalog-rules',
  'registrar-designation',
  'sharing-procedure',
  'sharing-rules',
  'accountability-rules',
  'office-designation',
] as const;
export const documentKindSchema = z.enum(documentKinds);
export const regulationDocumentSchema = z.object({
  id,
  orgId: id,
  kind: documentKindSchema,
  title: z.string(),
  documentNumber: z.string(),
  issuedOn: day,
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  filedAt: instant,
});
export const missingDocumentsSchema = z.object({ orgId: id, orgName: z.string(), kinds: z.array(documentKindSchema) });

export const postSchema = z.object({
  id,
  orgId: id,
  orgName: z.string(),
  role: roleSchema,
  state: z.enum(['proposed', 'confirmed', 'rejected', 'ended']),
  divisionId: id.nullable(),
  endsOn: day.nullable(),
});
export const personSchema = z.object({
  id,
  account: z.string(),
  title: z.string(),
  homeOrgId: id,
  state: z.enum(['active', 'disabled']),
  lockedUntil: instant.nullable(),
  secondFactorEnrolled: z.boolean(),
  posts: z.array(postSchema),
  allowed: allowedSchema,
});
export const proposedPostSchema = postSchema.extend({ personId: id, personTitle: z.string(), proposedAt: instant, allowed: allowedSchema });

/** What a person may do where they act now, and the token that writes must carry in `X-Karez-Csrf`. */
export const meSchema = z.object({
  person: z.object({ id, account: z.string(), title: z.string() }),
  organisation: z.object({ id, name: z.string(), shortName: z.string(), regionCode: regionCodeSchema }),
  actingPostId: id,
  posts: z.array(postSchema),
  powers: z.array(powerSchema),
  authorityOf: z.array(regionCodeSchema),
  /** 代: the post for which one acts at present, under which delegation and until when; the powers are then those that pass. `ended`: the
   * delegation is over, one reads as oneself, and nothing is done until one has gone back to oneself. */
  standsFor: z.object({ delegationId: id, no: z.string(), title: z.string(), lastDay: day.nullable(), ended: z.boolean() }).nullable(),
  session: z.object({ csrfToken: z.string(), idleEndsAt: instant, endsAt: instant, passwordExpiresOn: day }),
});

/** Where a sign-in stands: what must be given next before any other route answers. */
export const signInStepSchema = z.object({
  step: z.enum(['second-factor', 'enrol-second-factor', 'change-password', 'done']),
  csrfToken: z.string(),
});
export const secondFactorEnrolmentSchema = z.object({ secret: z.string(), uri: z.string() });
export const totpCodeSchema = z.string().regex(/^\d{6}$/);
export const newPasswordSchema = z.string().min(12).max(128);

export const networkZoneSchema = z.enum(['e-government-extranet', 'department-network', 'internet', 'cloud']);
/** Levels of the multi-level protection scheme (等保, GB/T 22240). */
export const protectionLevels = [1, 2, 3, 4, 5] as const;
/** Characters that the texts of a business system may have. */
export const systemCharactersMax = { name: 100, builder: 100, operator: 100, purpose: 500 } as const;
export const businessSystemInputSchema = z
  .object({
    name: text(systemCharactersMax.name),
    divisionId: id.nullable(),
    builder: text(systemCharactersMax.builder),
    operator: text(systemCharactersMax.operator),
    networkZone: networkZoneSchema,
    protectionLevel: z
      .number()
      .int()
      .min(Math.min(...protectionLevels))
      .max(Math.max(...protectionLevels)),
    joinedOn: day.nullable(),
    purpose: text(systemCharactersMax.purpose),
  })
  .strict();
export const businessSystemSchema = businessSystemInputSchema.extend({
  id,
  orgId: id,
  orgName: z.string(),
  divisionName: z.string().nullable(),
  state: z.enum(['running', 'retired']),
  version: z.number().int(),
  allowed: allowedSchema,
});

/** Public JWK of a client: EC P-256 (ES256) or Ed25519 (EdDSA). Private members are refused, never stored. */
export const publicJwkSchema = z.discriminatedUnion('kty', [
  z
    .object({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: text(64),
      y: text(64),
      kid: text(100).optional(),
      alg: z.literal('ES256').optional(),
      use: z.literal('sig').optional(),
    })
    .strict(),
  z
    .object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: text(64),
      kid: text(100).optional(),
      alg: z.literal('EdDSA').optional(),
      use: z.literal('sig').optional(),
    })
    .strict(),
]);
export const machineClientSchema = z.object({
  id,
  name: z.string(),
  orgId: id,
  orgName: z.string(),
  systemId: id,
  systemName: z.string(),
  state: z.enum(['active', 'disabled']),
  keyId: z.string(),
  algorithm: z.enum(['ES256', 'EdDSA']),
  keySince: instant,
  registeredAt: instant,
  allowed: allowedSchema,
});
/** The private key is here only when the platform made the pair, and only in this one answer. */
export const machineClientHandoverSchema = z.object({
  client: machineClientSchema,
  tokenEndpoint: z.string(),
  audience: z.string(),
  privateJwk: z.record(z.string(), z.string()).nullable(),
});

export const authorityMemberSchema = z.object({
  orgId: id,
  orgName: z.string(),
  lead: z.boolean(),
  powers: z.array(powerSchema),
});
export const authoritySchema = z.object({ regionCode: regionCodeSchema, regionName: z.string(), members: z.array(authorityMemberSchema) });

export const demoAccountSchema = z.object({
  account: z.string(),
  title: z.string(),
  orgName: z.string(),
  regionCode: regionCodeSchema,
  roles: z.array(roleSchema),
  password: z.string(),
  code: totpCodeSchema,
});
