import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { Template, TemplateContent } from '@karez/contract/sharing/template';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import { actedBy } from '#platform/caller';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { presentTemplate } from './read-templates.ts';
import { templateGround } from './template-ground.ts';
import { findTemplate, insertTemplate, lockTemplate, saveNextVersion, saveRetirement, type TemplateRecord } from './template-store.ts';
import { mayMaintain, templatePower as POWER } from './template-policy.ts';
import { wrongIn } from './template.ts';

type TemplateNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
type Writing = {
  readonly actor: Actor;
  readonly origin: string;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly content: TemplateContent;
};

/** The authority publishes a template for its region. */
export async function makeTemplate(needs: TemplateNeeds, command: Writing): Promise<Template | Refusal> {
  const { actor, content } = command;
  const regionCode = actor.powers.find(({ power }) => power === POWER)?.regionCode ?? null;
  if (regionCode === null || actor.orgId === null) return refuse('identity.power.missing', { power: POWER });
  const organisationId = actor.orgId;
  return needs.database.transaction(async (tx) => {
    const refused = await refusedText(tx, needs, command);
    if (refused) return refused;
    const madeAt = needs.clock.now();
    const template = { id: needs.newId(), regionCode, version: 1, retiredAt: null, content, organisationId, madeBy: actor.id, madeAt };
    await insertTemplate(tx, template);
    return recorded(tx, template, { ...command, action: 'sharing.make-template', at: madeAt });
  });
}

/** The authority publishes the next version over the one that it read; what was there before stays readable. */
export async function reviseTemplate(
  needs: TemplateNeeds,
  command: Writing & { readonly templateId: string; readonly ifMatch: string | null },
): Promise<Template | Refusal> {
  const { actor, content, templateId, ifMatch } = command;
  if (ifMatch === null) return refuse('request.etag-missing');
  return needs.database.transaction(async (tx) => {
    const before = await ownTemplate(tx, actor, templateId);
    if (isRefusal(before)) return before;
    if (ifMatch !== String(before.version)) return refuse('sharing.template.stale', { version: before.version });
    const refused = await refusedText(tx, needs, command);
    if (refused) return refused;
    const madeAt = needs.clock.now();
    const next = { ...before, version: before.version + 1, content, organisationId: actor.orgId ?? '', madeBy: actor.id, madeAt };
    await saveNextVersion(tx, next);
    return recorded(tx, next, { ...command, action: 'sharing.revise-template', at: madeAt });
  });
}

/** The authority takes a template out of use; nothing that began with it changes. */
export async function retireTemplate(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  command: { readonly actor: Actor; readonly templateId: string; readonly origin: string },
): Promise<Template | Refusal> {
  return database.transaction(async (tx) => {
    const template = await ownTemplate(tx, command.actor, command.templateId);
    if (isRefusal(template)) return template;
    const at = clock.now();
    await saveRetirement(tx, template.id, at);
    return recorded(tx, { ...template, retiredAt: at }, { ...command, action: 'sharing.retire-template', at });
  });
}

/** A template in use of a region in which the caller coordinates, locked. */
async function ownTemplate(tx: Transaction, actor: Actor, templateId: string): Promise<TemplateRecord | Refusal> {
  const found = await lockTemplate(tx, templateId);
  if (!found || !mayMaintain(actor, found)) return refuse('sharing.template.not-found');
  return found.retiredAt === null ? found : refuse('sharing.template.retired');
}

async function refusedText(
  tx: Transaction,
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  { secrecyDeclaration, content }: Writing,
): Promise<Refusal | null> {
  if (secrecyDeclaration !== 'not-secret') return refuse('sharing.application.secret', { declared: secrecyDeclaration });
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const wrong = wrongIn(content, await templateGround(tx, content, today));
  return wrong.length === 0 ? null : refuse('sharing.template.incomplete', { count: wrong.length }, wrong);
}

type Deed = { readonly actor: Actor; readonly action: string; readonly origin: string; readonly at: Date };

/** Into the evidence, and shown as it stands now. */
async function recorded(tx: Transaction, template: TemplateRecord, { actor, action, origin, at }: Deed): Promise<Template | Refusal> {
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.use-template', id: template.id, revision: template.version },
    origin,
    facts: { regionCode: template.regionCode },
  });
  const now = await findTemplate(tx, template.id);
  return now ? presentTemplate(tx, now, mayMaintain(actor, now)) : refuse('sharing.template.not-found');
}
