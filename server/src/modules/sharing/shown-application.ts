import type { Application } from '@karez/contract/sharing/schemas';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { readApplication } from './read-application.ts';

type Asked = { readonly actor: Actor; readonly database: Needs['database']; setEtag(value: number): void };

/** Answers a step with the application as it stands after it. */
export async function shownApplication(
  needs: Needs,
  call: Asked,
  done: { applicationId: string } | Refusal,
): Promise<Application | Refusal> {
  if (isRefusal(done)) return done;
  const application = await readApplication(
    { ...needs, database: call.database },
    { actor: call.actor, applicationId: done.applicationId },
  );
  if (!isRefusal(application)) call.setEtag(application.revision);
  return application;
}
