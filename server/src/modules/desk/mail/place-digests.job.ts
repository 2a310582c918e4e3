import { reached } from '#platform/hooks';

import { digestAt, digestOf, toldSince } from './read-digest.ts';
import { nameDigestMail, peopleAwaitingDigest, takeDigest } from './digest-store.ts';
import { insertMail } from './mail-store.ts';
import type { PlaceNeeds } from './place-mails.job.ts';

/**
 * From the hour of the day on, places each person's one letter of what is still unread or open of the notices that were put off until then. Thought of once a
 * person and day, whether or not there is something to tell; a worker that is killed leaves it to the next turn.
 */
export async function placeDigests(needs: PlaceNeeds): Promise<void> {
  const { database, clock, config } = needs;
  const due = digestAt(config.KAREZ_TIME_ZONE, config.KAREZ_MAIL_DIGEST_HOUR, clock.now());
  if (!due) return;
  const asked = { day: due.day, since: toldSince(clock.now()), before: due.leavesAt };
  for (const personId of await peopleAwaitingDigest(database.reader, asked)) await placeOne(needs, { personId, day: due.day });
}

function placeOne({ database, clock, newId, actorsOf }: PlaceNeeds, { personId, day }: { personId: string; day: string }): Promise<void> {
  return database.transaction(async (tx) => {
    if (!(await takeDigest(tx, { personId, day }))) return;
    const at = clock.now();
    const actors = (await actorsOf(tx, [personId], day)).get(personId) ?? [];
    const { matters } = await digestOf(tx, { personId, actors, at });
    if (matters.length === 0) return;
    const mailId = newId();
    const mail = { id: mailId, kind: 'digest', personId, state: 'waiting', attempts: 0 } as const;
    await insertMail(tx, { ...mail, nextAttemptAt: at, placedAt: at, endedAt: null });
    await nameDigestMail(tx, { personId, day, mailId });
    await reached('desk.mail.digest-placed');
  });
}
