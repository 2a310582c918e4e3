import { notify } from '#modules/desk';
import { recordEvidence } from '#modules/audit/append';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import type { Element as ElementAnswer } from '@karez/contract/catalog/element';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { Designation, Element } from './element.ts';
import { designatingRegion } from './element-policy.ts';
import { designationsOf, insertElement, lockElement, replaceDesignation } from './element-store.ts';
import { elementAnswer } from './read-elements.ts';

type Given = { readonly actor: Actor; readonly origin: string };
export type RegisterElement = Given & Omit<Element, 'id' | 'revision'>;
export type DesignateSource = Given &
  Pick<Designation, 'elementId' | 'organisationId' | 'decisionNo' | 'decidedOn'> & {
    readonly reason: string;
    readonly secondFactor: string;
  };

export async function tell(
  tx: Transaction,
  needs: StepNeeds,
  { command, action, facts }: { command: Given; action: string; facts: { elementId: string; [fact: string]: string } },
) {
  const { actor, origin } = command;
  await recordEvidence(tx, {
    at: needs.clock.now(),
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'catalog.element', id: facts.elementId, revision: null },
    origin,
    payload: null,
    facts,
  });
}

/** The authority registers a data element; it has no source until one is designated. */
export async function registerElement(needs: StepNeeds, command: RegisterElement): Promise<ElementAnswer | Refusal> {
  const { actor, origin: _origin, ...given } = command;
  const region = designatingRegion(actor);
  if (isRefusal(region)) return region;
  return needs.database.transaction(async (tx) => {
    const { code, name, definition, dataType, codeSet, synonyms } = given;
    const element: Element = { id: needs.newId(), code, name, definition, dataType, codeSet, synonyms, revision: 1 };
    if (!(await insertElement(tx, element, needs.clock.now()))) return refuse('catalog.element.known', { code, name });
    await tell(tx, needs, { command, action: 'catalog.register-element', facts: { elementId: element.id, code } });
    return elementAnswer(tx, actor, element);
  });
}

async function designationFrom(
  tx: Transaction,
  needs: StepNeeds,
  { command, regionCode }: { command: DesignateSource; regionCode: string },
) {
  const { actor, elementId, organisationId, decisionNo, decidedOn, reason } = command;
  const organisation = await organisationById(tx, organisationId);
  if (!organisation || organisation.regionCode !== regionCode || actor.orgId === null) return refuse('catalog.element.source-unfit');
  const before = (await designationsOf(tx, [elementId])).find((one) => one.regionCode === regionCode && one.endedOn === null);
  if (before && before.decidedOn > decidedOn) return refuse('catalog.element.decision-date', { day: before.decidedOn });
  return {
    id: needs.newId(),
    elementId,
    organisationId,
    organisationName: organisation.name,
    regionCode,
    decisionNo,
    decidedOn,
    designated: { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion: reason },
    endedOn: null,
  } satisfies Designation;
}

/**
 * Names the department that is an element's source in the authority's region; an earlier one ends on that day and stays in the history (809-19).
 * The code of the second factor is used up only when the designation is possible.
 */
export async function designateSource(needs: StepNeeds & Pick<Needs, 'keys'>, command: DesignateSource): Promise<ElementAnswer | Refusal> {
  const { actor, elementId } = command;
  const regionCode = designatingRegion(actor);
  if (isRefusal(regionCode)) return regionCode;
  const today = todayOf(needs);
  if (command.decidedOn > today) return refuse('catalog.element.decision-date', { day: today });
  const fit = await needs.database.transaction(async (tx) => {
    if (!(await lockElement(tx, elementId))) return refuse('catalog.element.not-found');
    return designationFrom(tx, needs, { command, regionCode });
  });
  if (isRefusal(fit)) return fit;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const element = await lockElement(tx, elementId);
    if (!element) return refuse('catalog.element.not-found');
    const designation = await designationFrom(tx, needs, { command, regionCode });
    if (isRefusal(designation)) return designation;
    await replaceDesignation(tx, designation);
    const { organisationId, decisionNo, decidedOn } = designation;
    await tell(tx, needs, { command, action: 'catalog.designate-source', facts: { elementId, organisationId, decisionNo, decidedOn } });
    await notify(tx, {
      id: needs.newId(),
      key: `catalog.designation:${designation.id}`,
      for: { kind: 'organisation', orgId: organisationId, power: 'catalog.register' },
      subject: { module: 'catalog', kind: 'catalog.element', id: elementId },
      title: { key: 'catalog.notice.designated', params: { name: element.name, decisionNo } },
      link: `/catalog/elements/${elementId}`,
      at: needs.clock.now(),
    });
    return elementAnswer(tx, actor, element);
  });
}
