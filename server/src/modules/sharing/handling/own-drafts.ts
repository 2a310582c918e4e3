import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { maySee } from '../application-policy.ts';
import { draftsStartedBy } from '../application-store.ts';
import { entryNamesOf } from '../entry-name.ts';

type Asked = { readonly personId: string; readonly orgId: string; readonly actor: Actor };

/** Drafts of applications that somebody has started: the department's, whose other handlers continue them, so that nothing of them is handed over. */
export async function ownDrafts(reader: Reader, { personId, orgId, actor }: Asked) {
  const drafts = (await draftsStartedBy(reader, { personId, orgId })).filter((one) => maySee(actor, one));
  const names = await entryNamesOf(
    reader,
    drafts.map(({ entryId }) => entryId),
  );
  return drafts.map(({ id, entryId }) => ({
    title: { key: 'sharing.handover.draft', params: { entry: names.get(entryId) ?? '' } },
    link: `/sharing/applications/${id}`,
  }));
}
