import type { Template, TemplateSummary } from '@karez/contract/sharing/template';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { entryNamesOf } from '../entry-name.ts';
import { sidesOf } from '../present-application.ts';
import { mayMaintain } from './template-policy.ts';
import { findTemplate, templatesInForce, versionsOf, type TemplateRecord } from './template-store.ts';

type Names = ReadonlyMap<string, string>;

function summary({ id, version, madeAt, content }: TemplateRecord, names: Names, maintainable: boolean): TemplateSummary {
  const entries = content.entryIds.flatMap((entryId) => {
    const name = names.get(entryId);
    return name === undefined ? [] : [{ id: entryId, name }];
  });
  return { id, version, madeAt: madeAt.toISOString(), content, entries, maintainable };
}

/** The templates in use, for everybody who shares. */
export async function listTemplates(
  reader: Reader,
  { actor, q, entryId }: { readonly actor: Actor; readonly q?: string | undefined; readonly entryId?: string | undefined },
): Promise<{ items: TemplateSummary[]; maintainable: boolean }> {
  const found = await templatesInForce(reader, { words: q?.trim() ?? '', entryId: entryId ?? null });
  const names = await entryNamesOf(reader, [...new Set(found.flatMap(({ content }) => content.entryIds))]);
  return {
    items: found.map((template) => summary(template, names, mayMaintain(actor, template))),
    maintainable: actor.powers.some(({ power, regionCode }) => power === 'sharing.coordinate' && regionCode !== null),
  };
}

/** One template, in use or retired. */
export async function readTemplate(
  reader: Reader,
  { actor, templateId }: { readonly actor: Actor; readonly templateId: string },
): Promise<Template | Refusal> {
  const found = await findTemplate(reader, templateId);
  return found ? presentTemplate(reader, found, mayMaintain(actor, found)) : refuse('sharing.template.not-found');
}

/** A template with what it said before. */
export async function presentTemplate(reader: Reader, template: TemplateRecord, maintainable: boolean): Promise<Template> {
  const names = await entryNamesOf(reader, template.content.entryIds);
  const versions = await versionsOf(reader, template.id);
  const organisations = await sidesOf(
    reader,
    versions.map(({ organisationId }) => organisationId),
  );
  return {
    ...summary(template, names, maintainable && template.retiredAt === null),
    retiredAt: template.retiredAt?.toISOString() ?? null,
    versions: versions.map(({ version, madeAt, organisationId, content }) => ({
      version,
      madeAt: madeAt.toISOString(),
      organisation: organisations(organisationId).name,
      content,
    })),
  };
}
