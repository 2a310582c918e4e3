import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { joinedTo } from '#platform/database';
import type { Needs } from '#platform/needs';
import { startApplication } from '../start-application.ts';
import { standingArticles } from './template-ground.ts';
import { lockTemplate, noteTemplateUse } from './template-store.ts';
import { contentFrom } from './template.ts';

export type StartFromTemplate = { readonly actor: Actor; readonly templateId: string; readonly entryId: string; readonly origin: string };

/** Opens a draft written in what a template says today; the application and its evidence name the template and the version. */
export async function startFromTemplate(
  needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>,
  { actor, templateId, entryId, origin }: StartFromTemplate,
): Promise<{ applicationId: string } | Refusal> {
  return needs.database.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId);
    if (!template) return refuse('sharing.template.not-found');
    if (template.retiredAt !== null) return refuse('sharing.template.retired');
    const standingArticleIds = await standingArticles(tx, template.content);
    const started = await startApplication(
      { ...needs, database: joinedTo(tx) },
      {
        actor,
        entryId,
        origin,
        facts: { template: template.id, templateVersion: String(template.version) },
        content: (items) => contentFrom(template.content, { items, standingArticleIds }),
      },
    );
    if (!isRefusal(started)) await noteTemplateUse(tx, started.applicationId, template);
    return started;
  });
}
