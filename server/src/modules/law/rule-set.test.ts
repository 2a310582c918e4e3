import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';

import { idInForce, layered, withInternalLimit, type RuleSetLayer } from './rule-set.ts';
import { shippedRuleSets } from './shipped-law.ts';

const layers = shippedRuleSets();

test('91-3.3, 809-17: the newer set shortens the update of a catalogue from 15 working days to 10, and may be extended by 5', () => {
  expect(layered(layers, '91-2017').limits.get('catalog.update')).toMatchObject({ workingDays: 15, extension: null, nature: 'statutory' });
  expect(layered(layers, '809-2025').limits.get('catalog.update')).toMatchObject({
    workingDays: 10,
    extension: { workingDaysMax: 5 },
    articles: ['809-17'],
    from: '809-2025',
  });
});

test.each([
  ['sharing.reply.unconditional', 1, 10],
  ['sharing.reply.conditional', 10, 10],
  ['sharing.provide', 20, null],
  ['correction.feedback', 10, null],
  ['catalog.authority-review', 2, null],
])('809: %s is statutory with %i working days and an extension of %s', (key, workingDays, extension) => {
  const limit = layered(layers, '809-2025').limits.get(key);

  expect(limit).toMatchObject({ workingDays, nature: 'statutory' });
  expect(limit?.extension?.workingDaysMax ?? null).toBe(extension);
});

test('809-17: two working days bind the review of an update only; the first review is an internal target and says so', () => {
  expect(layered(layers, '809-2025').limits.get('catalog.authority-review-new')?.nature).toBe('internal');
});

test('what the newer set is silent on is inherited: the report to the authority and the project gate', () => {
  const duties = layered(layers, '809-2025').duties;

  expect(duties.get('catalog.update.report-to-authority')).toMatchObject({ articles: ['91-3.3'], from: '91-2017' });
  expect(duties.get('project.catalogue-filing')).toMatchObject({ articles: ['91-7.4.1'], from: '91-2017' });
  expect(layered(layers, '809-2025').limits.get('supplement.requester')?.from).toBe('91-2017');
});

test('809-14: a mere rule no longer forbids sharing', () => {
  expect(layered(layers, '91-2017').denial.ranks).toContain('rule');
  expect(layered(layers, '809-2025').denial.ranks).toEqual(['law', 'administrative-regulation', 'state-council-decision']);
});

test('the set in force is the newest that had taken effect on the day', () => {
  expect(idInForce(layers, '2017-07-12')).toBeUndefined();
  expect(idInForce(layers, '2025-07-31')).toBe('91-2017');
  expect(idInForce(layers, '2025-08-01')).toBe('809-2025');
});

test('of one id the highest version counts', () => {
  const changed = layers.flatMap((layer): RuleSetLayer[] =>
    layer.id === '809-2025' ? [{ ...layer, version: 99, limits: [] }, layer] : [layer],
  );

  expect(layered(changed, '809-2025')).toMatchObject({ version: 99 });
  expect(layered(changed, '809-2025').limits.get('catalog.update')?.workingDays).toBe(15);
});

test('a layer that is missing or extends itself is a fault of the data', () => {
  const [first] = layers;
  const alone: RuleSetLayer[] = first ? [{ ...first, extends: 'gone' }] : [];
  const looped: RuleSetLayer[] = first ? [{ ...first, extends: first.id }] : [];

  expect(() => layered(alone, '91-2017')).toThrow(/gone/);
  expect(() => layered(looped, '91-2017')).toThrow(/extends itself/);
});

test('an internal target is set by a layer of the installation’s own, from its day on; the next of the same day keeps the first', () => {
  const first = withInternalLimit(layers, { key: 'sharing.refusal-verification', workingDays: 3, on: '2026-11-22' });
  if (isRefusal(first)) throw new Error(first.code);
  const second = withInternalLimit([...layers, first], { key: 'supplement.requester', workingDays: 15, on: '2026-11-22' });
  if (isRefusal(second)) throw new Error(second.code);
  const all = [...layers, first, second];

  expect(second).toMatchObject({ id: 'local-2026-11-22', version: 2, extends: '809-2025' });
  expect(idInForce(all, '2026-11-21')).toBe('809-2025');
  const limits = layered(all, 'local-2026-11-22').limits;
  expect(limits.get('sharing.refusal-verification')).toMatchObject({ workingDays: 3, nature: 'internal' });
  expect(limits.get('supplement.requester')?.workingDays).toBe(15);
  expect(limits.get('sharing.reply.conditional')).toMatchObject({ workingDays: 10, from: '809-2025' });
});

test.each([
  ['sharing.reply.conditional', 12, 'law.limit.statutory'],
  ['none', 12, 'law.limit.unknown'],
  ['supplement.requester', 10, 'law.limit.unchanged'],
])('the installation may not set %s to %i: %s', (key, workingDays, code) => {
  const refused = withInternalLimit(layers, { key, workingDays, on: '2026-11-22' });

  expect(isRefusal(refused) && refused.code).toBe(code);
});
