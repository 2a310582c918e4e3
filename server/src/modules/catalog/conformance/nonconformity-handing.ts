import { closeTodo, openTodo } from '#modules/desk';
import { endOfDay } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { StepNeeds } from '../revision/record-step.ts';
import { explainedIn, openNonconformitiesOf } from './nonconformity-store.ts';

type HandingNeeds = Pick<StepNeeds, 'clock' | 'newId' | 'config'>;
const link = '/catalog/conformance';

/** Brings the to-dos of departments up to date: one each while nonconformities wait for it, none when all are answered. */
export async function handNonconformities(
  tx: Transaction,
  needs: HandingNeeds,
  { orgIds, by }: { orgIds: readonly string[]; by: string | null },
) {
  const { clock, newId, config } = needs;
  const at = clock.now();
  const open = await openNonconformitiesOf(tx, orgIds);
  for (const orgId of orgIds) {
    const key = `catalog.conformance:${orgId}`;
    const waiting = open.get(orgId);
    if (!waiting) await closeTodo(tx, key, { by, at });
    else
      await openTodo(tx, {
        id: newId(),
        key,
        for: { kind: 'organisation', orgId, power: 'catalog.register' },
        subject: { module: 'catalog', kind: 'catalog.conformance', id: orgId },
        title: { key: 'catalog.todo.conformance', params: { count: waiting.count, day: waiting.dueOn } },
        link: `${link}?state=open`,
        dueAt: endOfDay(config.KAREZ_TIME_ZONE, waiting.dueOn),
        at,
      });
  }
}

/** The authority's to-do: explanations of the region that wait for its word. */
export async function handExplanations(tx: Transaction, { clock, newId }: HandingNeeds, about: { regionCode: string; by: string | null }) {
  const { regionCode, by } = about;
  const at = clock.now();
  const key = `catalog.conformance-answers:${regionCode}`;
  const count = await explainedIn(tx, regionCode);
  if (count === 0) return closeTodo(tx, key, { by, at });
  return openTodo(tx, {
    id: newId(),
    key,
    for: { kind: 'region', regionCode, power: 'catalog.publish' },
    subject: { module: 'catalog', kind: 'catalog.conformance-answers', id: regionCode },
    title: { key: 'catalog.todo.conformance-answers', params: { count } },
    link: `${link}?state=explained`,
    dueAt: null,
    at,
  });
}
