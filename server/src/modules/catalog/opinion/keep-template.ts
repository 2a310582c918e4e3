import { OPINION_TEMPLATES_MAX, type OpinionKind, type OpinionTemplate } from '@karez/contract/catalog/opinion';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { deleteTemplate, lockTemplates, saveTemplate, templatesOf, type Template } from './opinion-store.ts';

type KeepNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;
type Asking = { readonly actor: Actor; readonly origin: string };
type Said = { readonly kind: OpinionKind; readonly text: string };
type OnOne = Asking & { readonly templateId: string; readonly ifMatch: string | null };

const deciding: readonly string[] = ['catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.verify-denial', 'catalog.suspend'];

/** Whose templates the actor keeps: their own organisation's, where they decide on something there. */
function keepsFor(actor: Actor): string | Refusal {
  const mayKeep = actor.orgId !== null && actor.powers.some(({ power }) => deciding.includes(power));
  return mayKeep && actor.orgId !== null ? actor.orgId : refuse('request.not-permitted');
}

function view({ id, revision, kind, text, changedAt }: Template): OpinionTemplate {
  return { id, revision, kind, text, changedAt: changedAt.toISOString() };
}

/** What the actor's organisation keeps ready, and whether they may change it. */
export async function readTemplates(reader: Reader, actor: Actor): Promise<{ items: OpinionTemplate[]; allowed: boolean }> {
  const items = actor.orgId === null ? [] : await templatesOf(reader, actor.orgId);
  return { items: items.map(view), allowed: !isRefusal(keepsFor(actor)) };
}

async function record(
  tx: Transaction,
  { clock }: Pick<Needs, 'clock'>,
  { asking: { actor, origin }, template, action }: { asking: Asking; template: Template; action: string },
): Promise<void> {
  await recordEvidence(tx, {
    at: clock.now(),
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'catalog.opinion-template', id: template.id, revision: template.revision },
    origin,
    payload: null,
    facts: { kind: template.kind },
  });
}

const isSame = (said: Said) => (known: Template) => known.kind === said.kind && known.text === said.text;

/** Keeps an opinion ready for the actor's organisation. */
export async function keepTemplate(needs: KeepNeeds, { kind, text, ...asking }: Asking & Said): Promise<OpinionTemplate | Refusal> {
  const orgId = keepsFor(asking.actor);
  if (isRefusal(orgId)) return orgId;
  return needs.database.transaction(async (tx) => {
    await lockTemplates(tx, orgId);
    const known = await templatesOf(tx, orgId);
    if (known.some(isSame({ kind, text }))) return refuse('catalog.opinion.same');
    if (known.length >= OPINION_TEMPLATES_MAX) return refuse('catalog.opinion.too-many', { most: OPINION_TEMPLATES_MAX });
    const template: Template = { id: needs.newId(), orgId, revision: 1, kind, text, changedAt: needs.clock.now() };
    await saveTemplate(tx, template);
    await record(tx, needs, { asking, template, action: 'catalog.keep-opinion-template' });
    return view(template);
  });
}

type Own = { readonly template: Template; readonly others: readonly Template[] };

/** One of the own organisation's, still as the actor read it; another's does not exist. */
async function lockedOwn(tx: Transaction, { actor, templateId, ifMatch }: OnOne): Promise<Own | Refusal> {
  const orgId = keepsFor(actor);
  if (isRefusal(orgId)) return orgId;
  await lockTemplates(tx, orgId);
  const all = await templatesOf(tx, orgId);
  const template = all.find(({ id }) => id === templateId);
  if (!template) return refuse('catalog.opinion.not-found');
  if (ifMatch !== String(template.revision)) return refuse('catalog.opinion.stale');
  return { template, others: all.filter(({ id }) => id !== templateId) };
}

/** Changes an opinion that is kept ready; what was said with it stays. */
export async function changeTemplate(needs: KeepNeeds, { kind, text, ...on }: OnOne & Said): Promise<OpinionTemplate | Refusal> {
  return needs.database.transaction(async (tx) => {
    const own = await lockedOwn(tx, on);
    if (isRefusal(own)) return own;
    if (own.others.some(isSame({ kind, text }))) return refuse('catalog.opinion.same');
    const template: Template = { ...own.template, revision: own.template.revision + 1, kind, text, changedAt: needs.clock.now() };
    await saveTemplate(tx, template);
    await record(tx, needs, { asking: on, template, action: 'catalog.change-opinion-template' });
    return view(template);
  });
}

/** Forgets an opinion that was kept ready. */
export async function removeTemplate(needs: KeepNeeds, on: OnOne): Promise<Record<string, never> | Refusal> {
  return needs.database.transaction(async (tx) => {
    const own = await lockedOwn(tx, on);
    if (isRefusal(own)) return own;
    await deleteTemplate(tx, own.template.id);
    await record(tx, needs, { asking: on, template: own.template, action: 'catalog.remove-opinion-template' });
    return {};
  });
}
