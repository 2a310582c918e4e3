import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import type { EntryContent, SecrecyDeclaration } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { competentRegion } from '../entry/entry-file.ts';
import { followReassessments } from '../denial/follow-reassessment.ts';
import { insertEntry, isNameTaken } from '../entry/entry-store.ts';
import { entryIdFrom, type Unpublished } from '../entry/entry.ts';
import { recognised } from '../revision-case/recognise-bases.ts';
import { answerFor, tellStep, type Step, type StepNeeds } from './record-step.ts';
import { insertRevision } from './revision-store.ts';
import type { Draft } from './revision.ts';
import { searchDocumentOf, type EntryFile } from '../search/search-document.ts';
import { saveSearchDocuments } from '../search/search-store.ts';
import { fold } from '../search/search-text.ts';
import { refuseSecret } from '../entry/secrecy.ts';

export type RegisterEntry = {
  readonly actor: Actor;
  readonly organisationId: string;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly content: EntryContent;
  readonly origin: string;
};

/**
 * Registers a resource of the actor's own unit as a draft (91-3.2). It has no resource code yet and only the unit sees it.
 * Refuses secrets (809-3) before anything is looked at, other units' resources, and a second entry of the same name.
 */
export async function registerEntry(needs: StepNeeds, command: RegisterEntry): Promise<EntryAnswer | Refusal> {
  const { actor, organisationId, content } = command;
  const secret = refuseSecret(command.secrecyDeclaration);
  if (secret) return secret;
  const permitted = mayUse(actor, 'catalog.register', { orgId: organisationId });
  if (isRefusal(permitted)) return permitted;

  return needs.database.transaction(async (tx) => {
    const organisation = await organisationById(tx, organisationId);
    if (!organisation || organisation.sample) return refuse('identity.power.other-organisation', { power: 'catalog.register' });
    if (organisation.dissolved !== null) return refuse('identity.organisation.dissolved', { name: organisation.name });
    const folded = fold(content.name);
    if (await isNameTaken(tx, { organisationId, folded, except: null })) return refuse('catalog.entry.name-taken', { name: content.name });

    const step = {
      actor,
      origin: command.origin,
      action: 'catalog.register-entry',
      word: 'registered',
      role: 'CATALOG_REGISTRAR',
      opinion: null,
      changes: [],
    };
    const file = await insertDraft(tx, needs, { organisation, content, step });
    return answerFor(tx, needs, { actor, file });
  });
}

type Registrant = NonNullable<Awaited<ReturnType<typeof organisationById>>>;
type NewDraft = { readonly organisation: Registrant; readonly content: EntryContent; readonly step: Step };

/** Stores a new entry with its first draft, written by who takes the step. The caller has asked for its name. */
export async function insertDraft(
  tx: Transaction,
  needs: Pick<StepNeeds, 'clock' | 'newId'>,
  { organisation, content: written, step }: NewDraft,
): Promise<EntryFile> {
  const content = await recognised(tx, written);
  const id = entryIdFrom(needs.newId());
  const { name, shortName, formerNames, uscc, regionCode } = organisation;
  const entry: Unpublished = {
    id,
    state: 'unpublished',
    revision: 1,
    workingNo: 1,
    provider: {
      organisationId: organisation.id,
      name,
      aliases: [shortName, ...formerNames].filter((other) => other !== name),
      uscc,
      regionCode,
      sample: false,
    },
  };
  const working: Draft = { entryId: id, no: 1, state: 'draft', content, authors: [step.actor.id], trigger: null, returned: null };
  const authorityRegion = await competentRegion(tx, regionCode);
  const file = { entry, live: null, working, authorityRegion, isProviderEnded: false, status: null, listing: null };
  await insertEntry(tx, entry, fold(content.name));
  await insertRevision(tx, working);
  await saveSearchDocuments(tx, [searchDocumentOf(file)]);
  await tellStep(tx, needs, { file, step });
  await followReassessments(tx, needs, { entryIds: [file.entry.id], by: step.actor.id });
  return file;
}
