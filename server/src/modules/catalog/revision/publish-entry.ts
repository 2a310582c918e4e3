import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { bringIntoForce, type ForceNeeds } from './bring-into-force.ts';
import { mayPublish } from '../catalog-policy.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { versionAfter } from '../entry/item.ts';
import { answerFor } from './record-step.ts';
import { publish } from './revision.ts';
import type { EntryFile } from '../search/search-document.ts';

/** Version and content in force, as the next version is numbered from them. */
export function versionInForce({ live }: EntryFile): Parameters<typeof versionAfter>[0] {
  return live !== null && 'version' in live ? { version: live.version, content: live.content } : null;
}

/** The authority of the provider's region publishes (809-16, 91-3.2.1): the code is assigned and every department finds the entry. */
export async function publishEntry(
  needs: ForceNeeds,
  command: EntryCommand & { readonly opinion: string },
): Promise<EntryAnswer | Refusal> {
  const { actor, opinion } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayPublish(actor, file);
    if (isRefusal(permitted)) return permitted;
    if (file.working === null || actor.orgId === null) return refuse('catalog.entry.not-found');

    const act = { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion };
    const effective = publish(file.working, act, versionAfter(versionInForce(file), file.working.content));
    if (isRefusal(effective)) return effective;
    const next = await bringIntoForce(tx, needs, {
      file,
      effective,
      step: { actor, origin: command.origin, action: 'catalog.publish-entry', word: 'published', role: 'AUTHORITY_ADMIN', opinion },
    });
    return isRefusal(next) ? next : answerFor(tx, needs, { actor, file: next });
  });
}
