import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import type { EntryFile } from '../search/search-document.ts';

/** The department's registrars answer while the revision is on its way, wherever it lies. */
export function mayAnswer(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayUse(actor, 'catalog.register', { orgId: file.entry.provider.organisationId });
  if (isRefusal(permitted)) return permitted;
  return file.working === null ? refuse('catalog.revision.illegal-transition', { state: 'none', event: 'answer' }) : true;
}
