import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import type { EntryContent, SecrecyDeclaration } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayEdit } from '../catalog-policy.ts';
import { changesBetween } from '../entry/changes.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { isNameTaken } from '../entry/entry-store.ts';
import { refreshFindings, type ComparingNeeds } from '../finding/compare-draft.ts';
import { findingsOf } from '../finding/finding-store.ts';
import { recognised } from '../revision-case/recognise-bases.ts';
import { answerFor, recordStep, risen } from './record-step.ts';
import { saveContent } from './revision-store.ts';
import { edit } from './revision.ts';
import { fold } from '../search/search-text.ts';
import { refuseSecret } from '../entry/secrecy.ts';

export type UpdateDraft = EntryCommand & { readonly secrecyDeclaration: SecrecyDeclaration; readonly content: EntryContent };

/** What the comparison looks at: a draft saves itself while it is written, and most of its changes say nothing to it. */
const comparedFields: readonly string[] = ['name', 'abstract', 'items', 'collection'];

/** Saves a draft over the state that its writer read; another's save in between is refused, never overwritten. */
export async function updateDraft(needs: ComparingNeeds, command: UpdateDraft): Promise<EntryAnswer | Refusal> {
  const { actor } = command;
  const secret = refuseSecret(command.secrecyDeclaration);
  if (secret) return secret;
  const index = await needs.index.current();

  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayEdit(actor, file);
    if (isRefusal(permitted)) return permitted;
    const { entry, working } = file;
    const { organisationId } = entry.provider;
    if (working === null) return refuse('catalog.entry.not-found');

    const content = await recognised(tx, command.content);
    const changes = changesBetween(working.content, content);
    if (changes.length === 0) return answerFor(tx, needs, { actor, file });
    const folded = fold(content.name);
    if (folded !== fold(working.content.name) && (await isNameTaken(tx, { organisationId, folded, except: entry.id }))) {
      return refuse('catalog.entry.name-taken', { name: content.name });
    }
    const edited = edit(working, { content, by: actor.id });
    if (isRefusal(edited)) return edited;

    const next = { ...file, entry: risen(entry), working: edited };
    await saveContent(tx, edited);
    const step = {
      actor,
      origin: command.origin,
      action: 'catalog.update-draft',
      word: 'edited',
      role: 'CATALOG_REGISTRAR',
      opinion: null,
      changes,
    };
    // A first draft is compared when it is asked for or submitted; one with findings is compared again with every change of what is compared.
    const isCompared = changes.some(({ field }) => comparedFields.includes(field.split('/')[0] ?? ''));
    if (isCompared && (await findingsOf(tx, entry.id)).length > 0) await refreshFindings(tx, needs, { file: next, index, by: actor.id });
    await recordStep(tx, needs, { file: next, step: { ...step, facts: { fields: changes.map(({ field }) => field).join(' ') } } });
    return answerFor(tx, needs, { actor, file: next });
  });
}
