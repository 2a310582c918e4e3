import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { mayDo, maySee } from './application-policy.ts';
import { lockApplication, saveApplicationRecord } from './application-store.ts';
import { answersKept } from './questions/asked-questions.ts';

export type SaveApplication = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly ifMatch: string | null;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly content: ApplicationContent;
};

/** Saves a draft, complete or not. Secret text is refused and never stored (809-3); a stale revision is refused, so that nothing is overwritten. */
export async function saveApplication(
  { database }: Pick<Needs, 'database'>,
  command: SaveApplication,
): Promise<{ applicationId: string } | Refusal> {
  const { actor, applicationId, ifMatch } = command;
  if (command.secrecyDeclaration !== 'not-secret') return refuse('sharing.application.secret', { declared: command.secrecyDeclaration });
  if (ifMatch === null) return refuse('request.etag-missing');
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'save', application);
    if (isRefusal(permitted)) return permitted;
    if (ifMatch !== String(application.revision)) return refuse('sharing.application.stale', { revision: application.revision });
    const { rowFilter: _written, ...written } = await answersKept(tx, application.content, command.content);
    const { rowFilter } = application.content;
    const content = rowFilter ? { ...written, rowFilter } : written;
    await saveApplicationRecord(tx, { ...application, revision: application.revision + 1, content });
    return { applicationId };
  });
}
