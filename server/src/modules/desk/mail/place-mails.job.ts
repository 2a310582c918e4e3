import { dayIn } from '@karez/kit/clock';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';

import { concerned, type ActorsOf } from './recipients.ts';
import { groupOf } from '../notice-kind.ts';
import { pacesOf } from './choice-store.ts';
import { insertDigestLine } from './digest-store.ts';
import { insertLine, insertMail, lockUnplaced, markPlaced } from './mail-store.ts';
import { peopleWithAddress } from './mailbox-store.ts';

export type PlaceNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'> & { readonly actorsOf: ActorsOf };

/** Notices that one transaction looks at. */
const noticesATurn = 100;

/**
 * Says of each new notice to whom it goes by e-mail, in the order in which they were given; one mail for a notice and a person, or a line of the letter of the day
 * where its reader has chosen so. Where the
 * installation sends none, notices are passed over: whoever switches e-mail on is not flooded with old ones.
 */
export async function placeMails(needs: PlaceNeeds, { isConfigured }: { isConfigured: boolean }): Promise<void> {
  let placed = noticesATurn;
  while (placed === noticesATurn) placed = await placeSome(needs, isConfigured);
}

function placeSome({ database, clock, newId, config, actorsOf }: PlaceNeeds, isConfigured: boolean): Promise<number> {
  return database.transaction(async (tx) => {
    const notices = await lockUnplaced(tx, noticesATurn);
    if (notices.length === 0) return 0;
    const at = clock.now();
    const people = isConfigured ? await peopleWithAddress(tx) : [];
    const actors = await actorsOf(tx, people, dayIn(config.KAREZ_TIME_ZONE, at));
    const paceOf = await pacesOf(tx, people);
    for (const notice of notices) {
      for (const personId of concerned(notice.for, actors)) {
        const pace = paceOf(personId, groupOf(notice.titleKey));
        if (pace === 'daily') await insertDigestLine(tx, { noticeId: notice.id, personId });
        if (pace !== 'at-once') continue;
        const mailId = newId();
        await insertMail(tx, {
          id: mailId,
          kind: 'notice',
          personId,
          state: 'waiting',
          attempts: 0,
          nextAttemptAt: at,
          placedAt: at,
          endedAt: null,
        });
        await insertLine(tx, { noticeId: notice.id, personId, mailId });
      }
    }
    await markPlaced(
      tx,
      notices.map(({ id }) => id),
    );
    await reached('desk.mail.placed');
    return notices.length;
  });
}
