import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { refuse, type Refusal } from '@karez/kit/refusal';

/**
 * Refuses state secrets and work secrets (809-3, 保守国家秘密法): asked before anything of the text is looked at.
 * The refusal carries the declaration only, so that no draft, log or evidence ever holds a word of the text.
 */
export function refuseSecret(declaration: SecrecyDeclaration): Refusal | undefined {
  return declaration === 'not-secret' ? undefined : refuse('catalog.entry.secret', { declaration });
}
