import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { businessSystemById, mayUse, type Actor } from '#modules/identity';
import { findArticles } from '#modules/law';
import { joinedTo, type Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { findApplication, type ApplicationRecord } from '../application-store.ts';
import { entryAskedFor } from '../requestable-entry.ts';
import { startApplication } from '../start-application.ts';
import { insertReuse } from './reuse-store.ts';
import { reused, type Earlier, type Wanted } from './reuse.ts';

export type ReuseApplication = {
  readonly actor: Actor;
  readonly applicationId: string;
  /** The entry that is asked for now; the same one where it is left out. */
  readonly entryId?: string | undefined;
  readonly origin: string;
};

/** True, or why the caller may not begin with this application: only its own department may, and a draft is gone on with. */
export function mayReuse(actor: Actor, application: ApplicationRecord): true | Refusal {
  const permitted = mayUse(actor, 'sharing.apply', { orgId: application.requesterOrgId });
  if (isRefusal(permitted)) return refuse('sharing.application.not-own');
  return application.state === 'draft' ? refuse('sharing.reuse.still-draft') : true;
}

/** 以此为底稿再申请: opens a draft written in what an earlier application said; what does not fit is left out, and the draft says so. */
export async function reuseApplication(
  needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>,
  { actor, applicationId, entryId: other, origin }: ReuseApplication,
): Promise<{ applicationId: string } | Refusal> {
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  return needs.database.transaction(async (tx) => {
    const from = await findApplication(tx, applicationId);
    if (!from || !maySee(actor, from)) return refuse('sharing.application.not-found');
    const permitted = mayReuse(actor, from);
    if (isRefusal(permitted)) return permitted;
    const earlier = await earlierOf(tx, from, today);
    const entryId = other ?? from.entryId;
    const taken = (items: Wanted['items']) => reused(earlier, { items, isSameEntry: entryId === from.entryId });
    let leftBehind = taken([]).leftBehind;
    const started = await startApplication(
      { ...needs, database: joinedTo(tx) },
      {
        actor,
        entryId,
        origin,
        facts: { takenFrom: from.id },
        content: (items) => {
          leftBehind = taken(items).leftBehind;
          return taken(items).content;
        },
      },
    );
    if (isRefusal(started)) return started;
    await insertReuse(tx, { applicationId: started.applicationId, fromId: from.id, leftBehind });
    return started;
  });
}

/** What the earlier application says, and what of that still stands today. */
async function earlierOf(reader: Reader, from: ApplicationRecord, today: string): Promise<Earlier> {
  const { content } = from;
  const entry = await entryAskedFor(reader, { entryId: from.entryId, today });
  const ids = content.useBasis.flatMap(({ articleId }) => articleId ?? []);
  const articles = await findArticles(reader, { ids });
  const system = content.systemId === null ? undefined : await businessSystemById(reader, content.systemId);
  return {
    content,
    items: isRefusal(entry) ? [] : entry.items,
    standingArticleIds: articles.filter(({ state }) => state !== 'repealed').map(({ id }) => id),
    systemRuns: system?.state === 'running' && system.orgId === from.requesterOrgId,
  };
}
