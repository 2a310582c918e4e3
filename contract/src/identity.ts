import { z } from 'zod';
import { secrecyDeclarationSchema } from './catalog/content.ts';
import { fileAnswer, pageOf, pageQuery, refusals, route } from './route.ts';
import { roleSchema } from './identity/roles.ts';
import * as shape from './identity/schemas.ts';

/** Header that every write of a signed-in person carries; its value comes from `identity.sign-in` and `identity.read-me`. */
export const csrfHeader = 'x-karez-csrf';

export const identityRefusals = refusals({
  'identity.session.password-change-required': 401,
  'identity.sign-in.wrong': 401,
  'identity.sign-in.locked': 423,
  'identity.sign-in.too-often': 429,
  'identity.sign-in.busy': 503,
  'identity.sign-in.no-post': 403,
  'identity.second-factor.wrong': 403,
  'identity.second-factor.used': 403,
  'identity.second-factor.locked': 423,
  'identity.second-factor.enrolled': 409,
  'identity.second-factor.not-begun': 409,
  'identity.password.wrong': 403,
  'identity.password.weak': 422,
  'identity.password.reused': 422,
  'identity.power.missing': 403,
  'identity.power.other-organisation': 403,
  'identity.power.other-region': 403,
  'identity.power.party': 403,
  'identity.region.unknown': 422,
  'identity.organisation.not-found': 404,
  'identity.organisation.uscc-invalid': 422,
  'identity.organisation.uscc-taken': 409,
  'identity.organisation.sample': 403,
  'identity.authority.one-lead': 422,
  'identity.authority.power-unknown': 422,
  'identity.person.not-found': 404,
  'identity.person.account-taken': 409,
  'identity.person.self': 403,
  'identity.post.not-found': 404,
  'identity.post.not-yours': 403,
  'identity.post.exists': 409,
  'identity.post.excluded': 409,
  'identity.post.not-proposed': 409,
  'identity.post.own-proposal': 403,
  'identity.post.last-of-kind': 409,
  'identity.post.role-not-assignable': 403,
  'identity.post.role-not-in-organisation': 422,
  'identity.post.end-date-required': 422,
  'identity.post.division-required': 422,
  'identity.division.not-found': 422,
  'identity.office-head.not-confirmed': 422,
  'identity.document.not-found': 404,
  'identity.document.secret': 422,
  'identity.document.type': 415,
  'identity.document.too-large': 413,
  'identity.document.empty': 422,
  'identity.system.not-found': 404,
  'identity.system.name-taken': 409,
  'identity.system.changed': 412,
  'identity.system.retired': 409,
  'identity.client.not-found': 404,
  'identity.client.disabled': 409,
  'identity.client.key-invalid': 422,
  'identity.token.invalid': 401,
  'identity.token.too-often': 429,
});

const orgParams = z.object({ orgId: z.uuid() });
const personParams = z.object({ personId: z.uuid() });
const postParams = z.object({ postId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const text = (max: number) => z.string().trim().min(1).max(max);

/** Why a post does not fit the person, the organisation or the form. */
const unfit = [
  'identity.post.excluded',
  'identity.post.role-not-assignable',
  'identity.post.role-not-in-organisation',
  'identity.post.end-date-required',
  'identity.post.division-required',
  'identity.division.not-found',
] as const;
const postInput = z
  .object({ role: roleSchema, divisionId: z.uuid().nullable().default(null), endsOn: z.iso.date().nullable().default(null) })
  .strict();

// --- sign-in ---------------------------------------------------------------------------------------------------------

export const signIn = route({
  id: 'identity.sign-in',
  method: 'POST',
  path: '/session',
  summary: 'Gives account and password; sets the session cookie and says what must follow',
  audience: 'anyone',
  body: z.object({ account: text(64), password: z.string().min(1).max(128) }).strict(),
  answer: shape.signInStepSchema,
  refusals: [
    'identity.sign-in.wrong',
    'identity.sign-in.locked',
    'identity.sign-in.no-post',
    'identity.sign-in.too-often',
    'identity.sign-in.busy',
  ],
});
export const giveSecondFactor = route({
  id: 'identity.give-second-factor',
  method: 'POST',
  path: '/session/second-factor',
  summary: 'Gives the six-digit code of the second factor',
  audience: 'anyone',
  body: z.object({ code: shape.totpCodeSchema }).strict(),
  answer: shape.signInStepSchema,
  refusals: ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'],
});
export const beginSecondFactor = route({
  id: 'identity.begin-second-factor',
  method: 'POST',
  path: '/session/second-factor/enrolment',
  summary: 'Makes a new second-factor secret for the person who just gave the password; shown once',
  audience: 'anyone',
  answer: shape.secondFactorEnrolmentSchema,
  refusals: ['identity.second-factor.enrolled'],
});
export const changePassword = route({
  id: 'identity.change-password',
  method: 'POST',
  path: '/session/password',
  summary: 'Replaces the password by a new one that was not used before',
  audience: 'anyone',
  body: z.object({ current: z.string().min(1).max(128), next: shape.newPasswordSchema }).strict(),
  answer: shape.signInStepSchema,
  refusals: [
    'identity.password.wrong',
    'identity.password.weak',
    'identity.password.reused',
    'identity.sign-in.locked',
    'identity.sign-in.busy',
  ],
});
export const signOut = route({
  id: 'identity.sign-out',
  method: 'DELETE',
  path: '/session',
  summary: 'Ends the session',
  audience: 'anyone',
  answer: done,
});
export const readMe = route({
  id: 'identity.read-me',
  method: 'GET',
  path: '/me',
  summary: 'The signed-in person: posts, powers where they act now, session limits',
  answer: shape.meSchema,
});
export const switchPost = route({
  id: 'identity.switch-post',
  method: 'PUT',
  path: '/me/acting-post',
  summary: 'Acts from another of one’s own confirmed posts; powers become those of that post’s organisation',
  body: z.object({ postId: z.uuid() }).strict(),
  answer: shape.meSchema,
  refusals: ['identity.post.not-yours'],
});

// --- organisations ---------------------------------------------------------------------------------------------------

export const listRegions = route({
  id: 'identity.list-regions',
  method: 'GET',
  path: '/regions',
  summary: 'Regions of the installation, from the region down to towns',
  answer: z.object({ items: z.array(shape.regionSchema) }),
});
export const readAuthority = route({
  id: 'identity.read-authority',
  method: 'GET',
  path: '/regions/:regionCode/authority',
  summary: 'The sharing authority of a region: its member organisations and the powers of each (91-7.1, 91-7.1.2)',
  params: z.object({ regionCode: shape.regionCodeSchema }),
  answer: shape.authoritySchema,
  refusals: ['identity.region.unknown'],
});
export const listOrganisations = route({
  id: 'identity.list-organisations',
  method: 'GET',
  path: '/organisations',
  summary: 'Organisations, found by any part of a present or former name or by code',
  query: z.object({
    text: z.string().max(100).optional(),
    regionCode: shape.regionCodeSchema.optional(),
    /** Those for which this region's authority is competent: its own, and those of regions below that have none (91-2.1). */
    overseenBy: shape.regionCodeSchema.optional(),
    ...pageQuery,
  }),
  answer: pageOf(shape.organisationSummarySchema),
});
export const readOrganisation = route({
  id: 'identity.read-organisation',
  method: 'GET',
  path: '/organisations/:orgId',
  summary: 'One organisation with its divisions, sharing office and missing documents',
  params: orgParams,
  answer: shape.organisationSchema,
  refusals: ['identity.organisation.not-found'],
});
export const createOrganisation = route({
  id: 'identity.create-organisation',
  method: 'POST',
  path: '/organisations',
  summary: 'Registers an organisation',
  power: 'identity.organisations',
  body: z
    .object({
      uscc: z.string().min(1).max(40),
      name: text(100),
      shortName: text(40),
      formerNames: z.array(text(100)).max(20).default([]),
      type: shape.organisationTypeSchema,
      regionCode: shape.regionCodeSchema,
      parentId: z.uuid().nullable().default(null),
      divisions: z.array(text(60)).max(60).default([]),
    })
    .strict(),
  answer: shape.organisationSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'identity.organisation.uscc-invalid',
    'identity.organisation.uscc-taken',
    'identity.region.unknown',
    'identity.organisation.not-found',
  ],
});
export const setSharingOffice = route({
  id: 'identity.set-sharing-office',
  method: 'PUT',
  path: '/organisations/:orgId/sharing-office',
  summary: 'Names the sharing office of a department and its head (809-8)',
  power: 'identity.sharing-office',
  params: orgParams,
  body: z.object({ name: text(60), headPersonId: z.uuid().nullable() }).strict(),
  answer: shape.organisationSchema,
  refusals: ['identity.organisation.not-found', 'identity.office-head.not-confirmed'],
});

// --- filed documents -------------------------------------------------------------------------------------------------

export const fileDocument = route({
  id: 'identity.file-document',
  method: 'POST',
  path: '/organisations/:orgId/documents',
  summary: 'Files one of the department’s own rules or designations (91-3.2, 91-5.1)',
  power: 'identity.documents',
  params: orgParams,
  body: z
    .object({
      secrecyDeclaration: secrecyDeclarationSchema,
      kind: shape.documentKindSchema,
      title: text(200),
      documentNumber: text(60),
      issuedOn: z.iso.date(),
    })
    .strict(),
  answer: shape.regulationDocumentSchema,
  status: 201,
  kind: 'upload',
  refusals: [
    'identity.document.secret',
    'identity.document.type',
    'identity.document.too-large',
    'identity.document.empty',
    'identity.organisation.not-found',
  ],
});
export const listDocuments = route({
  id: 'identity.list-documents',
  method: 'GET',
  path: '/organisations/:orgId/documents',
  summary: 'Rules and designations that a department has filed',
  params: orgParams,
  answer: z.object({ items: z.array(shape.regulationDocumentSchema), missing: z.array(shape.documentKindSchema) }),
  refusals: ['identity.organisation.not-found', 'identity.power.other-organisation'],
});
export const downloadDocument = route({
  id: 'identity.download-document',
  method: 'GET',
  path: '/documents/:documentId/file',
  summary: 'The filed paper itself',
  params: z.object({ documentId: z.uuid() }),
  answer: fileAnswer,
  kind: 'download',
  refusals: ['identity.document.not-found'],
});
export const listMissingDocuments = route({
  id: 'identity.list-missing-documents',
  method: 'GET',
  path: '/documents/missing',
  summary: 'Departments of the authority’s region that have not filed everything',
  power: 'identity.documents-oversee',
  answer: z.object({ items: z.array(shape.missingDocumentsSchema) }),
});

// --- people ----------------------------------------------------------------------------------------------------------

export const listPeople = route({
  id: 'identity.list-people',
  method: 'GET',
  path: '/organisations/:orgId/people',
  summary: 'People with a post in one’s own department',
  params: orgParams,
  answer: z.object({ items: z.array(shape.personSchema) }),
  refusals: ['identity.organisation.not-found'],
});
export const namePerson = route({
  id: 'identity.name-person',
  method: 'POST',
  path: '/organisations/:orgId/people',
  summary: 'Names a person of one’s own department; the first password is shown once',
  params: orgParams,
  body: z
    .object({ account: z.string().regex(/^[a-z0-9][a-z0-9.-]{2,62}$/), title: text(60), posts: z.array(postInput).min(1).max(12) })
    .strict(),
  answer: z.object({ person: shape.personSchema, initialPassword: z.string() }),
  status: 201,
  refusals: ['identity.person.account-taken', ...unfit],
});
export const proposePost = route({
  id: 'identity.propose-post',
  method: 'POST',
  path: '/organisations/:orgId/people/:personId/posts',
  summary: 'Gives a person another role; high powers wait for the security administrator',
  params: z.object({ orgId: z.uuid(), personId: z.uuid() }),
  body: postInput,
  answer: shape.personSchema,
  status: 201,
  refusals: ['identity.person.not-found', 'identity.post.exists', ...unfit],
});
export const listProposedPosts = route({
  id: 'identity.list-proposed-posts',
  method: 'GET',
  path: '/posts/proposed',
  summary: 'Posts with high powers that wait for the security administrator',
  power: 'identity.confirm-powers',
  answer: z.object({ items: z.array(shape.proposedPostSchema) }),
});
export const decidePost = route({
  id: 'identity.decide-post',
  method: 'POST',
  path: '/posts/:postId/decision',
  summary: 'Confirms or rejects a proposed post, with the second factor',
  power: 'identity.confirm-powers',
  params: postParams,
  body: z.object({ decision: z.enum(['confirm', 'reject']), code: shape.totpCodeSchema }).strict(),
  answer: shape.proposedPostSchema,
  refusals: [
    'identity.post.not-found',
    'identity.post.not-proposed',
    'identity.post.own-proposal',
    'identity.post.excluded',
    'identity.person.self',
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
  ],
});
export const endPost = route({
  id: 'identity.end-post',
  method: 'DELETE',
  path: '/posts/:postId',
  summary: 'Ends a post; its powers are gone at once',
  params: postParams,
  answer: done,
  refusals: ['identity.post.not-found', 'identity.post.not-proposed', 'identity.post.last-of-kind'],
});
export const unlockPerson = route({
  id: 'identity.unlock-person',
  method: 'POST',
  path: '/people/:personId/unlock',
  summary: 'Lifts a lock-out early',
  power: 'identity.unlock',
  params: personParams,
  answer: done,
  refusals: ['identity.person.not-found', 'identity.person.self'],
});
export const resetCredentials = route({
  id: 'identity.reset-credentials',
  method: 'POST',
  path: '/people/:personId/credentials',
  summary: 'Gives a new first password and forgets the second factor; all sessions end',
  power: 'identity.unlock',
  params: personParams,
  answer: z.object({ initialPassword: z.string() }),
  refusals: ['identity.person.not-found', 'identity.person.self'],
});
