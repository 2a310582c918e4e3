import { adjustmentSchema, type AdjustedFields, type Adjustment } from '@karez/contract/catalog/adjustment';
import type { EntryContent } from '@karez/contract/catalog/content';
import { expect } from 'vitest';
import { lawJobs } from '#modules/law/jobs';
import type { Walked } from '../test-story.ts';
import type { Answer, World } from '../test-world.ts';

/** What the authority proposes for a content: what it says itself, but for some of it. */
export function fieldsOf(content: EntryContent, some: Partial<AdjustedFields>): AdjustedFields {
  const { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = content;
  const same = { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle };
  return { ...same, items: [], ...some };
}

export function adjustmentIn(answer: Answer): Adjustment {
  return adjustmentSchema.parse(answer.body);
}

type Proposed = { readonly answer: Answer; readonly adjustment: Adjustment };
const noAssessments = { secrecyAssessment: null, impactAssessment: null };

/** The steps of an adjustment, each by the person whose step it is. */
export function adjustmentsIn({ world, deliver }: { readonly world: World; readonly deliver: () => Promise<unknown> }) {
  const ask = (entry: Walked, fields: AdjustedFields, by = 'office.fb'): Promise<Answer> =>
    world.call(by, `POST /catalog/entries/${entry.id}/adjustments`, {
      body: { secrecyDeclaration: 'not-secret', fields, reason: '名称不规范，更新周期与实际不符' },
      ifMatch: entry.revision,
    });
  const propose = async (entry: Walked, fields: AdjustedFields): Promise<Proposed> => {
    const answer = await ask(entry, fields);
    expect(answer).toMatchObject({ status: 201 });
    return { answer, adjustment: adjustmentIn(answer) };
  };
  const agree = async ({ id, entryRevision }: Adjustment, given: object = {}, by = 'market.ld') =>
    world.call(by, `POST /catalog/adjustments/${id}/agreement`, {
      body: { opinion: '同意调整', secondFactor: await world.codeOf(by), ...noAssessments, ...given },
      ifMatch: entryRevision,
    });
  const object = ({ id, entryRevision }: Adjustment, by = 'market.ld') =>
    world.call(by, `POST /catalog/adjustments/${id}/objection`, { body: { reason: '名称依部门规章' }, ifMatch: entryRevision });
  const decide = async ({ id, entryRevision }: Adjustment, decision: 'uphold' | 'drop', by = 'office.ld') =>
    world.call(by, `POST /catalog/adjustments/${id}/decision`, {
      body: { decision, opinion: '依职责裁定', secondFactor: await world.codeOf(by) },
      ifMatch: entryRevision,
    });
  const withdraw = ({ id, entryRevision }: Adjustment, by = 'office.fb') =>
    world.call(by, `POST /catalog/adjustments/${id}/withdrawal`, { body: { reason: '另行研究' }, ifMatch: entryRevision });
  const read = async ({ id }: Adjustment, by = 'office.fb') => adjustmentIn(await world.call(by, `GET /catalog/adjustments/${id}`));
  /** Lets the department's five working days pass. */
  const letTermPass = async (): Promise<void> => {
    world.needs.clock.advance(10 * 86_400_000);
    for (const job of lawJobs(world.needs)) if (job.id === 'law.clock-tick') await job.run({});
    await deliver();
  };
  return { ask, propose, agree, object, decide, withdraw, read, letTermPass };
}
