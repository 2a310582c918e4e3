import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import { authorityRegionsOf, isInsider } from '../catalog-policy.ts';
import type { EntryFile } from '../search/search-document.ts';
import type { Scope } from './board-store.ts';
import type { FieldText } from './translation.ts';

/** 民族文字编辑 of the region: the office that 91-7.1.1 charges with the catalogue in other languages. */
export function isLanguageEditor(actor: Actor, file: Pick<EntryFile, 'entry'>): boolean {
  return mayReviewTranslation(actor, file) === true;
}

/** Only the language editors' office reviews. */
export function mayReviewTranslation(actor: Actor, { entry }: Pick<EntryFile, 'entry'>): true | Refusal {
  return mayUse(actor, 'catalog.translate', { regionCode: entry.provider.regionCode });
}

/** The language editors write every translation; a department's registrars write drafts of their own entries. */
export function mayTranslate(actor: Actor, { entry }: Pick<EntryFile, 'entry'>): true | Refusal {
  const asEditor = mayReviewTranslation(actor, { entry });
  if (asEditor === true) return true;
  const asRegistrar = mayUse(actor, 'catalog.register', { orgId: entry.provider.organisationId });
  return asRegistrar === true ? true : asEditor;
}

/** Drafts are for those who write them, the department and its authority; readers are shown what was handed over. */
export function mayReadDrafts(actor: Actor, file: EntryFile): true | Refusal {
  const permitted = mayTranslate(actor, file);
  return isRefusal(permitted) && isInsider(actor, file) ? true : permitted;
}

/** A text that the language editors found right is theirs to change. */
export function mayRewrite(actor: Actor, file: Pick<EntryFile, 'entry'>, text: FieldText | undefined): true | Refusal {
  if (text?.state !== 'reviewed' || isLanguageEditor(actor, file)) return true;
  return refuse('catalog.translation.reviewed-field', { field: text.field });
}

/** What all divisions in one begin with: its code without the pairs of noughts at the end. */
const prefixOf = (regionCode: string): string => regionCode.replace(/(?:00)+$/u, '');

/** Whose translations the actor looks after: the editors' region, the authority's, and the own department's. */
export function translationScope(actor: Actor): Scope {
  const edited = actor.powers.flatMap(({ power, regionCode }) =>
    power === 'catalog.translate' && regionCode !== null ? [prefixOf(regionCode)] : [],
  );
  return { regionPrefixes: [...edited, ...authorityRegionsOf(actor)], orgId: actor.orgId };
}
