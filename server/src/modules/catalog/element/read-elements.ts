import type { Actor } from '#modules/identity';
import type { Element as ElementAnswer, ElementSummary } from '@karez/contract/catalog/element';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { matchOf, type Designation, type Element } from './element.ts';
import { designatingRegion } from './element-policy.ts';
import { allElements, changesOf, designationsOf, findElement, itemsOfElement, linkedCounts } from './element-store.ts';

function designationView({ organisationId, organisationName, regionCode, decisionNo, decidedOn, endedOn }: Designation) {
  return { organisationId, organisationName, regionCode, decisionNo, decidedOn, endedOn };
}

const inForce = (designations: readonly Designation[]) => designations.filter(({ endedOn }) => endedOn === null).map(designationView);

const order = ['code', 'name', 'synonym', 'definition', 'all'] as const;

/** The elements that answer a question, the plainest reason first. */
export async function listElements(reader: Reader, { actor, q = '' }: { actor: Actor; q?: string | undefined }) {
  const found = (await allElements(reader)).flatMap((element) => {
    const match = matchOf(element, q);
    return match === null ? [] : [{ element, match }];
  });
  const designations = await designationsOf(
    reader,
    found.map(({ element }) => element.id),
  );
  const counts = await linkedCounts(reader);
  const items = found
    .toSorted((a, b) => order.indexOf(a.match) - order.indexOf(b.match))
    .map(({ element: { revision: _revision, ...element }, match }): ElementSummary => ({
      ...element,
      synonyms: [...element.synonyms],
      sources: inForce(designations.filter(({ elementId }) => elementId === element.id)),
      linkedItems: counts.get(element.code) ?? 0,
      match,
    }));
  return { items, mayRegister: !isRefusal(designatingRegion(actor)) };
}

/** One element as the actor sees it. */
export async function elementAnswer(reader: Reader, actor: Actor, element: Element): Promise<ElementAnswer> {
  const designations = await designationsOf(reader, [element.id]);
  const sources = inForce(designations);
  const items = await itemsOfElement(reader, { code: element.code, names: [element.name, ...element.synonyms] });
  return {
    ...element,
    synonyms: [...element.synonyms],
    sources,
    designations: designations.map(designationView),
    history: (await changesOf(reader, element.id)).map(({ changed, organisationName, changes }) => ({
      at: changed.at.toISOString(),
      organisationName,
      reason: changed.opinion,
      changes: [...changes],
    })),
    linkedItems: items.filter(({ code }) => code === element.code).length,
    items: items.map(({ code, ...item }) => ({
      ...item,
      linked: code === element.code,
      isSource: sources.some(({ organisationId }) => organisationId === item.organisationId),
    })),
    designable: !isRefusal(designatingRegion(actor)),
  };
}

export async function readElement(
  reader: Reader,
  { actor, elementId }: { actor: Actor; elementId: string },
): Promise<ElementAnswer | Refusal> {
  const element = await findElement(reader, elementId);
  return element ? elementAnswer(reader, actor, element) : refuse('catalog.element.not-found');
}
