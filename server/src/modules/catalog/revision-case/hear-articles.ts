import { notify } from '#modules/desk';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { articleChangedSchema, changeEventOf, type ChangeEvent } from './change-event.ts';
import { insertChangeEvent } from './change-event-store.ts';
import { isInForce } from '../entry/entry.ts';
import { openCase } from './open-case.ts';
import { restingPlaces } from './resting.ts';

const LISTENER = 'catalog.article-changed';

/** What the catalogue listens to: articles that were amended or repealed under its entries. */
export function articleListeners(needs: StepNeeds): readonly Listener[] {
  return [{ listener: LISTENER, event: 'law.article-changed', hear: (tx, event) => hearArticles(tx, needs, event) }];
}

/**
 * Records what happened, once however many entries it touches, and opens the case of this entry. Judged by the content that is in force now: where it no
 * longer rests on what changed, nothing is owed. Told twice, it does nothing the second time.
 */
async function hearArticles(tx: Transaction, needs: StepNeeds, event: OutboxEvent): Promise<void> {
  const told = articleChangedSchema.parse(event.body);
  if (told.module !== 'catalog') return;
  const { recordedBy } = told.change;
  const recorder = recordedBy.orgId === null ? undefined : await organisationById(tx, recordedBy.orgId);
  const change = changeEventOf(told.change, recorder?.name ?? '');
  await insertChangeEvent(tx, change);
  const entry = await lockEntry(tx, told.id);
  if (!entry) return;
  const file = await fileOf(tx, entry);
  const changed = new Set(told.articleIds);
  if (told.kind === 'revision') await warnOfDraft(tx, needs, { change, file, changed });
  else await openFor(tx, needs, { change, file, changed });
}

type Hearing = { readonly change: ChangeEvent; readonly file: EntryFile; readonly changed: ReadonlySet<string> };

async function openFor(tx: Transaction, needs: StepNeeds, { change, file, changed }: Hearing): Promise<void> {
  if (!isInForce(file.entry) || file.live === null) return;
  const restsOn = restingPlaces(file.live.content).filter(({ articleId }) => changed.has(articleId));
  if (restsOn.length === 0) return;
  await openCase(tx, needs, { actor: systemActor(LISTENER), origin: null, event: change, file, restsOn });
}

/** A text on its way to publication rests on what changed: its unit hears of it before it is in force. */
async function warnOfDraft(tx: Transaction, { clock, newId }: StepNeeds, { change, file, changed }: Hearing): Promise<void> {
  const { entry, working } = file;
  if (working === null || !restingPlaces(working.content).some(({ articleId }) => changed.has(articleId))) return;
  await notify(tx, {
    id: newId(),
    key: `catalog.draft-basis:${change.id}:${entry.id}`,
    for: { kind: 'organisation', orgId: entry.provider.organisationId, power: 'catalog.register' },
    subject: { module: 'catalog', kind: ENTRY_CASE, id: entry.id },
    title: { key: 'catalog.notice.draft-basis-changed', params: { name: working.content.name, event: change.title } },
    link: `/catalog/entries/${entry.id}`,
    at: clock.now(),
  });
}
