import { revisionStates } from '@karez/contract/catalog/answers';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { entryIdFrom } from '../entry/entry.ts';
import {
  abandon,
  actorsOf,
  adjust,
  adoptAdjustment,
  discardAdjustment,
  dropAdjustment,
  edit,
  nextRevisionState,
  passReview,
  publish,
  resume,
  revisionEvents,
  sendBack,
  sign,
  submit,
  supersede,
  upholdDenial,
  withdraw,
  type Act,
  type Revision,
  type RevisionEvent,
  type RevisionState,
} from './revision.ts';
import { contentWith } from '../test-content.ts';

const act = (by: string): Act => ({ by, orgId: 'market', at: new Date('2026-11-22T02:00:00Z'), opinion: '同意' });
const common = { entryId: entryIdFrom('e'), no: 1, content: contentWith(), authors: ['registrar'], trigger: null };
const submitted = { submitted: act('registrar') };
const reviewed = { ...submitted, reviewed: act('reviewer') };
const signed = { ...reviewed, signed: act('leader') };
const decided = { ...signed, decided: act('authority'), version: '1.0', denialUntil: null };

const revisions: Readonly<Record<RevisionState, Revision>> = {
  draft: { ...common, state: 'draft', returned: null },
  'in-review': { ...common, ...submitted, state: 'in-review' },
  'awaiting-signature': { ...common, ...reviewed, state: 'awaiting-signature' },
  'at-authority': { ...common, ...signed, state: 'at-authority' },
  'awaiting-denial-verification': { ...common, ...signed, state: 'awaiting-denial-verification' },
  'under-adjustment': { ...common, ...signed, state: 'under-adjustment' },
  effective: { ...common, ...decided, state: 'effective' },
  superseded: { ...common, ...decided, state: 'superseded' },
  imported: { ...common, state: 'imported' },
  abandoned: { ...common, state: 'abandoned' },
};

const happen: Readonly<Record<RevisionEvent, (revision: Revision) => Revision | Refusal>> = {
  edit: (revision) => edit(revision, { content: contentWith({ name: '新名称' }), by: 'second registrar' }),
  submit: (revision) => submit(revision, act('registrar')),
  'pass-review': (revision) => passReview(revision, act('reviewer')),
  sign: (revision) => sign(revision, act('leader'), { denies: false }),
  'sign-denial': (revision) => sign(revision, act('leader'), { denies: true }),
  publish: (revision) => publish(revision, act('authority'), '1.0'),
  'uphold-denial': (revision) => upholdDenial(revision, act('authority leader'), { version: '1.0', until: null }),
  return: (revision) => sendBack(revision, { ...act('reviewer'), organisationName: '市市场监管局' }),
  supersede,
  withdraw,
  abandon,
  resume,
  adjust,
  'adopt-adjustment': (revision) =>
    adoptAdjustment(revision, act('authority'), { content: contentWith(), version: '1.0', denialUntil: null }),
  'drop-adjustment': dropAdjustment,
  'discard-adjustment': discardAdjustment,
};

const legal: Readonly<Record<string, RevisionState>> = {
  'draft edit': 'draft',
  'draft submit': 'in-review',
  'in-review pass-review': 'awaiting-signature',
  'in-review return': 'draft',
  'awaiting-signature sign': 'at-authority',
  'awaiting-signature sign-denial': 'awaiting-denial-verification',
  'awaiting-signature return': 'draft',
  'at-authority publish': 'effective',
  'at-authority return': 'draft',
  'awaiting-denial-verification uphold-denial': 'effective',
  'awaiting-denial-verification return': 'draft',
  'effective supersede': 'superseded',
  'in-review withdraw': 'draft',
  'awaiting-signature withdraw': 'draft',
  'at-authority withdraw': 'draft',
  'awaiting-denial-verification withdraw': 'draft',
  'draft abandon': 'abandoned',
  'imported abandon': 'abandoned',
  'abandoned resume': 'draft',
  'at-authority adjust': 'under-adjustment',
  'under-adjustment adopt-adjustment': 'effective',
  'under-adjustment drop-adjustment': 'at-authority',
  'under-adjustment discard-adjustment': 'abandoned',
};
const pairs = revisionStates.flatMap((state) => revisionEvents.map((event) => ({ state, event })));

test.each(pairs)('a revision that is $state answers $event as the table says, in the table and in the act', ({ state, event }) => {
  const expected = legal[`${state} ${event}`] ?? 'catalog.revision.illegal-transition';

  const inTable = nextRevisionState(state, event);
  const acted = happen[event](revisions[state]);

  expect(isRefusal(inTable) ? inTable.code : inTable).toBe(expected);
  expect(isRefusal(acted) ? acted.code : acted.state).toBe(expected);
});

test('a revision that was sent back keeps its writers and loses its signatures', () => {
  const back = sendBack(revisions['at-authority'], { ...act('authority'), organisationName: '市政府办公室' });

  expect(back).toMatchObject({ state: 'draft', authors: ['registrar'], returned: { by: 'authority' } });
  expect(back).not.toHaveProperty('signed');
});

test('whoever writes into a draft becomes one of its authors, once', () => {
  const once = edit(revisions.draft, { content: contentWith(), by: 'second registrar' });
  const twice = isRefusal(once) ? once : edit(once, { content: contentWith(), by: 'second registrar' });

  expect(twice).toMatchObject({ authors: ['registrar', 'second registrar'] });
});

test('all who wrote, reviewed or signed a revision count as its people', () => {
  expect(actorsOf(revisions['at-authority'])).toEqual(['registrar', 'reviewer', 'leader']);
});
