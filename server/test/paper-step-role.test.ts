import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { applicationStateSchema, type ApplicationState } from '@karez/contract/sharing/schemas';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../src/modules/identity/actor.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import type { ApplicationRecord } from '../src/modules/sharing/application-store.ts';
import { emptyContent } from '../src/modules/sharing/application.ts';
import {
  mayConfirmPaper,
  mayEnterPaper,
  mayJudgePaper,
  mayPrintSheet,
  mayWithdrawPaper,
} from '../src/modules/sharing/paper-signing/paper-policy.ts';
import type { PaperAct, PaperSignatureRecord } from '../src/modules/sharing/paper-signing/paper-signature.ts';

const now = new Date('2026-12-01T02:00:00Z');
const places = ['provider', 'requester', 'authority', 'other'] as const;
type Walker = { readonly place: (typeof places)[number]; readonly role: RoleCode; readonly actor: Actor };
const walkers: readonly Walker[] = places.flatMap((place) =>
  roleCodes.map((role) => {
    const memberships =
      place === 'authority' ? [{ regionCode: '650400', powers: ['sharing.coordinate', 'sharing.decide-dispute', 'sharing.extend'] }] : [];
    const powers = powersOf([{ role, orgId: place, regionCode: '650400', memberships }]);
    return { place, role, actor: { kind: 'person', id: `${role}@${place}`, orgId: place, regionCode: '650400', powers } };
  }),
);
const named = ({ place, role }: Walker) => `${role}@${place}`;

const applicationIn = (state: ApplicationState, hands: Partial<ApplicationRecord> = {}): ApplicationRecord => ({
  id: 'application',
  no: null,
  revision: 1,
  state,
  entryId: 'entry',
  entryVersion: '1.0',
  entryRevisionNo: 1,
  requesterOrgId: 'requester',
  requesterRegionCode: '650400',
  authorityRegionCode: '650400',
  providerOrgId: 'provider',
  providerRegionCode: '650400',
  content: emptyContent(),
  proposal: null,
  reply: null,
  ruleSetId: '809-2025',
  requesterSignature: null,
  startedBy: 'somebody',
  submittedBy: 'submitter',
  consentedOutBy: null,
  proposedBy: 'proposer',
  signedInBy: null,
  earlierHands: [],
  standIns: [],
  providerHands: [],
  preparedBy: null,
  returned: null,
  createdAt: now,
  submittedAt: now,
  decidedAt: null,
  renewsGrantId: null,
  renewsVersion: null,
  ...hands,
});

const paperFor = (act: PaperAct, changes: Partial<PaperSignatureRecord> = {}): PaperSignatureRecord => ({
  id: 'paper',
  applicationId: 'application',
  organisationId: act === 'consent-in' ? 'provider' : 'requester',
  act,
  state: 'entered',
  sheetDigest: '',
  docNo: '1',
  signedOn: '2026-12-01',
  signerRole: 'OFFICE_HEAD',
  opinion: '同意',
  overMissing: null,
  fileName: 'a.pdf',
  mediaType: 'application/pdf',
  bytes: 1,
  scanDigest: '',
  reference: '',
  sealedKey: Buffer.alloc(1),
  enteredBy: 'enterer',
  enteredAt: now,
  openedBy: walkers.map(({ actor }) => actor.id),
  endedBy: null,
  endedAt: null,
  reason: null,
  ...changes,
});

/** Who of which side signs in which state, written down by hand. */
const due: Readonly<Partial<Record<ApplicationState, { act: PaperAct; enters: string; judges: readonly string[] }>>> = {
  'awaiting-consent-out': { act: 'consent-out', enters: 'APPLICANT@requester', judges: ['OFFICE_HEAD@requester', 'APPLICANT@requester'] },
  'awaiting-supplement-consent': {
    act: 'consent-supplement',
    enters: 'APPLICANT@requester',
    judges: ['OFFICE_HEAD@requester', 'APPLICANT@requester'],
  },
  'awaiting-consent-in': {
    act: 'consent-in',
    enters: 'PROVIDER_HANDLER@provider',
    judges: ['OFFICE_HEAD@provider', 'PROVIDER_HANDLER@provider'],
  },
};
const through = (verdict: (walker: Walker) => unknown): string[] =>
  walkers
    .filter((walker) => verdict(walker) === true)
    .map(named)
    .toSorted();

describe('place × role × state: who signs on paper for whom', () => {
  test.each(applicationStateSchema.options)('%s', (state) => {
    const application = applicationIn(state);
    const expected = due[state];
    const standing = { application, waiting: undefined, isAllowed: true };

    expect(through(({ actor }) => mayEnterPaper(actor, standing))).toEqual(expected ? [expected.enters] : []);
    expect(through(({ actor }) => mayPrintSheet(actor, standing))).toEqual(expected ? [...expected.judges].toSorted() : []);
    expect(through(({ actor }) => mayEnterPaper(actor, { ...standing, isAllowed: false }))).toEqual([]);
    expect(through(({ actor }) => mayPrintSheet(actor, { ...standing, isAllowed: false }))).toEqual([]);
    if (!expected) return;
    const waiting = paperFor(expected.act);
    expect(through(({ actor }) => mayEnterPaper(actor, { ...standing, waiting }))).toEqual([]);
    expect(through(({ actor }) => mayConfirmPaper(actor, waiting, standing))).toEqual([...expected.judges].toSorted());
    expect(through(({ actor }) => mayJudgePaper(actor, waiting, application))).toEqual([...expected.judges].toSorted());
    expect(through(({ actor }) => mayWithdrawPaper(actor, waiting, application))).toEqual([expected.enters]);
    expect(through(({ actor }) => mayConfirmPaper(actor, waiting, { ...standing, isAllowed: false }))).toEqual([]);
    expect(through(({ actor }) => mayConfirmPaper(actor, { ...waiting, openedBy: [] }, standing))).toEqual([]);
    for (const over of ['confirmed', 'returned', 'withdrawn', 'overtaken'] as const)
      expect(through(({ actor }) => mayConfirmPaper(actor, { ...waiting, state: over }, standing))).toEqual([]);
  });
});

describe('four eyes: nobody is the second officer of their own work', () => {
  test.each(walkers.map((walker) => [named(walker), walker] as const))('%s', (_name, { actor }) => {
    for (const [state, { act }] of Object.entries(due)) {
      const known = applicationStateSchema.parse(state);
      const of = (hands: Partial<ApplicationRecord>) => ({ application: applicationIn(known, hands), isAllowed: true });
      expect(mayConfirmPaper(actor, paperFor(act, { enteredBy: actor.id }), of({}))).not.toBe(true);
      // Somebody may hold posts on both sides: whoever applied confirms no answer either.
      expect(mayConfirmPaper(actor, paperFor(act), of({ submittedBy: actor.id }))).not.toBe(true);
      if (act === 'consent-in') expect(mayConfirmPaper(actor, paperFor(act), of({ proposedBy: actor.id }))).not.toBe(true);
      // Whoever prepared it signs on neither side, and enters nothing for the requester.
      const prepared = of({ preparedBy: actor.id });
      expect(mayConfirmPaper(actor, paperFor(act), prepared)).not.toBe(true);
      if (act !== 'consent-in') expect(mayEnterPaper(actor, { ...prepared, waiting: undefined })).not.toBe(true);
    }
  });

  test('代: whoever let somebody enter a sheet, submit or propose in their name is no second officer either', () => {
    for (const [state, { act, judges }] of Object.entries(due)) {
      const known = applicationStateSchema.parse(state);
      const [judge] = walkers.filter((walker) => judges.includes(named(walker)));
      const actor = judge?.actor;
      const standIns = [{ by: 'D', for: actor?.id ?? '' }];
      const of = (hands: Partial<ApplicationRecord>) => ({ application: applicationIn(known, { standIns, ...hands }), isAllowed: true });
      if (!actor) throw new Error(`nobody confirms in ${state}`);

      expect(mayConfirmPaper(actor, paperFor(act, { enteredBy: 'D' }), of({}))).toMatchObject({
        code: 'sharing.paper-signature.same-officer',
      });
      expect(mayConfirmPaper(actor, paperFor(act), of({ submittedBy: 'D' }))).toMatchObject({ code: 'sharing.application.own-work' });
      if (act === 'consent-in') {
        expect(mayConfirmPaper(actor, paperFor(act), of({ proposedBy: 'D' }))).toMatchObject({ code: 'sharing.application.own-work' });
      }
      expect(mayConfirmPaper(actor, paperFor(act), of({}))).toBe(true);
    }
  });
});
