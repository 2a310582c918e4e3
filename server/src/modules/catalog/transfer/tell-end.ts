import { organisationById, systemActor, type Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { FieldChange } from '../entry/changes.ts';
import { historyPlacesOf } from '../entry/entry-store.ts';
import { insertHistory } from '../entry/history-store.ts';
import type { StatusNeeds } from '../status/status-handing.ts';

/** Lines of history that one statement writes: a department may leave thousands of entries. */
const linesAtOnce = 1000;

async function whatEnded(tx: Transaction, dissolved: NonNullable<Organisation['dissolved']>): Promise<FieldChange[]> {
  const successor = dissolved.successorId === null ? undefined : await organisationById(tx, dissolved.successorId);
  const told: readonly (readonly [string, string])[] = [
    ['dissolution-document', dissolved.documentNumber],
    ['dissolution-day', dissolved.on],
    ['dissolution-successor', successor?.name ?? ''],
  ];
  return told.flatMap(([field, after]) => (after === '' ? [] : [{ field, before: '', after }]));
}

/**
 * The history of every entry of a department that has ended says so: by which document, from which day, and who succeeds it (91-3.3). The dissolution
 * itself is evidenced where it was decided; here it is told.
 */
export async function tellEnd(tx: Transaction, { clock, newId }: Pick<StatusNeeds, 'clock' | 'newId'>, ended: Organisation): Promise<void> {
  if (ended.dissolved === null) return;
  const changes = await whatEnded(tx, ended.dissolved);
  const said = {
    at: clock.now(),
    action: 'provider-ended',
    actorId: systemActor('catalog.organisation-dissolved').id,
    organisationName: ended.name,
    role: '',
    opinion: null,
    changes,
  };
  const places = await historyPlacesOf(tx, ended.id);
  for (let from = 0; from < places.length; from += linesAtOnce) {
    const lines = places.slice(from, from + linesAtOnce).map((place) => ({ ...said, ...place, id: newId() }));
    await insertHistory(tx, lines);
  }
}
