import { businessSystemById, organisationById, type Actor } from '#modules/identity';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import type { CampaignTemplate } from '@karez/contract/catalog/campaign';
import type { EntryContent, SecrecyDeclaration } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';
import { emptyContent } from '@karez/contract/catalog/empty-content';
import { registerEntry } from '../revision/register-entry.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { fold } from '../search/search-text.ts';
import { mayMovePart } from './campaign-policy.ts';
import { lockedPart } from './campaign-step.ts';
import { tieToPart } from './answer-campaign.ts';

export type StartEntry = {
  readonly actor: Actor;
  readonly origin: string;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly name: string;
  readonly abstract: string;
  readonly systemId: string | null;
  readonly campaignId: string | null;
};

/** A name without the width of its letters, its case and its spaces. */
const bare = (name: string): string => fold(name).replaceAll(/\s/gu, '');

type Prefilled = Pick<EntryContent, 'systemId' | 'providerSubUnit'>;

/** What the business-systems register knows of the entry: the system, and the 科室 that runs it. Refuses a name that is the system's own. */
async function fromSystem(reader: Reader, { actor, systemId, name }: StartEntry): Promise<Prefilled | Refusal> {
  if (systemId === null) return { systemId: null, providerSubUnit: null };
  const system = await businessSystemById(reader, systemId);
  if (!system || system.orgId !== actor.orgId || system.state !== 'running') return refuse('catalog.campaign.system-not-found');
  if (bare(system.name) === bare(name)) return refuse('catalog.campaign.named-like-system', { name: system.name });
  const divisions = (await organisationById(reader, system.orgId))?.divisions ?? [];
  return { systemId, providerSubUnit: divisions.find(({ id }) => id === system.divisionId)?.name ?? null };
}

/** The part to which the draft will belong; `null` where it starts without a campaign. */
async function partFor(tx: Transaction, { actor, campaignId, origin }: StartEntry) {
  if (campaignId === null) return null;
  const locked = await lockedPart(tx, { actor, campaignId, origin, organisationId: actor.orgId });
  if (isRefusal(locked)) return locked;
  const permitted = mayMovePart(actor, locked.campaign, { row: locked.row, event: 'tie-entry' });
  return isRefusal(permitted) ? permitted : locked;
}

/** The template's fields; a value that it does not state stays empty. */
function fromTemplate(template: CampaignTemplate | null): Partial<EntryContent> {
  return Object.fromEntries(Object.entries(template?.fields ?? {}).filter(([, value]) => value !== undefined));
}

/**
 * Starts a draft that is filled as far as the platform knows: from a campaign's template, from a business system of the department, or both
 * (91-3.1). It belongs to the campaign from its first moment: both commit together.
 */
export async function startEntry(needs: StepNeeds, command: StartEntry): Promise<EntryAnswer | Refusal> {
  const { actor, name, secrecyDeclaration, origin } = command;
  const { orgId } = actor;
  if (orgId === null) return refuse('identity.power.missing', { power: 'catalog.register' });
  return needs.database.transaction(async (tx) => {
    const part = await partFor(tx, command);
    if (isRefusal(part)) return part;
    const known = await fromSystem(tx, command);
    if (isRefusal(known)) return known;
    const content = { ...emptyContent(name), ...fromTemplate(part?.campaign.template ?? null), ...known, abstract: command.abstract };
    const within: StepNeeds = { ...needs, database: { reader: tx, transaction: (work) => work(tx) } };
    const registered = await registerEntry(within, { actor, organisationId: orgId, secrecyDeclaration, content, origin });
    if (isRefusal(registered) || part === null) return registered;
    return (await tieToPart(tx, needs, { ...part, entryId: registered.id })) ?? registered;
  });
}
