import { organisationById, type Actor } from '#modules/identity';
import type { Element as ElementAnswer } from '@karez/contract/catalog/element';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { StepNeeds } from '../revision/record-step.ts';
import { tell } from './designate-source.ts';
import { changedWords, type Element, type ElementWords } from './element.ts';
import { designatingRegion } from './element-policy.ts';
import { lockElement, saveElement } from './element-store.ts';
import { elementAnswer } from './read-elements.ts';

export type UpdateElement = ElementWords & {
  readonly actor: Actor;
  readonly origin: string;
  readonly elementId: string;
  readonly ifMatch: string | null;
  readonly reason: string;
};

/** The authority changes an element's words over the state that it read; what they were stays in the history, its code is never another (91-4.1). */
export async function updateElement(needs: StepNeeds, command: UpdateElement): Promise<ElementAnswer | Refusal> {
  const { actor, elementId, ifMatch, reason, name, definition, dataType, codeSet, synonyms } = command;
  const region = designatingRegion(actor);
  if (isRefusal(region)) return region;
  return needs.database.transaction(async (tx) => {
    const before = await lockElement(tx, elementId);
    if (!before || actor.orgId === null) return refuse('catalog.element.not-found');
    if (ifMatch !== String(before.revision)) return refuse('catalog.element.stale', { current: before.revision, sent: ifMatch });
    const changes = changedWords(before, { name, definition, dataType, codeSet, synonyms });
    if (changes.length === 0) return refuse('catalog.element.unchanged');

    const element: Element = { ...before, name, definition, dataType, codeSet, synonyms, revision: before.revision + 1 };
    const changed = { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion: reason };
    const organisationName = (await organisationById(tx, actor.orgId))?.name ?? '';
    const saved = await saveElement(tx, element, { elementId, revision: element.revision, changes, changed, organisationName });
    if (!saved) return refuse('catalog.element.known', { code: element.code, name });
    const fields = changes.map(({ field }) => field).join(' ');
    await tell(tx, needs, { command, action: 'catalog.update-element', facts: { elementId, fields } });
    return elementAnswer(tx, actor, element);
  });
}
