import { notify } from '#modules/desk';
import type { Reader, Transaction } from '#platform/database';
import { findElement, itemsOfElement } from '../element/element-store.ts';
import type { FieldChange } from '../entry/changes.ts';
import type { Finding } from '../finding/finding.ts';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { endSources, insertSources, itemsInForce } from './source-store.ts';
import type { DatumSource } from './source.ts';

type Held = Pick<DatumSource, 'place' | 'no' | 'name' | 'elementId' | 'sourceEntryId' | 'sourceItemNo' | 'sourceName' | 'sourceItemName'>;

/** The whole entry, where that was found, and each item or field with the item that holds the same. */
async function heldByEntry(reader: Reader, { targetId, place, itemNo, evidence }: Finding): Promise<Held[]> {
  const items = await itemsInForce(reader, targetId);
  const common = { elementId: null, sourceEntryId: targetId, sourceName: evidence.other.name };
  const whole: Held[] =
    place === 'entry' ? [{ ...common, place, no: itemNo, name: evidence.own.name, sourceItemNo: null, sourceItemName: '' }] : [];
  const parts = evidence.items.map(({ no, nameZh, other }): Held => {
    const asked = fold(other);
    const item = items.find((one) => fold(one.nameZh) === asked);
    return {
      ...common,
      place: place === 'field' ? 'field' : 'item',
      no,
      name: nameZh,
      sourceItemNo: item?.no ?? null,
      sourceItemName: other,
    };
  });
  return [...whole, ...parts];
}

/** The item by which the designated department gives the element: one that is linked to it, else one that bears its name. */
async function heldByElement(reader: Reader, { targetId, place, evidence }: Finding): Promise<Held[]> {
  const element = await findElement(reader, targetId);
  if (!element) return [];
  const items = await itemsOfElement(reader, { code: element.code, names: [element.name, ...element.synonyms] });
  const given = items.filter(({ organisationId }) => organisationId === evidence.other.organisationId);
  const best = given.find(({ code }) => code === element.code) ?? given[0];
  const unpublished = { sourceEntryId: null, sourceItemNo: null, sourceName: element.name, sourceItemName: element.name };
  const source = best
    ? { sourceEntryId: best.entryId, sourceItemNo: best.no, sourceName: best.entryName, sourceItemName: best.nameZh }
    : unpublished;
  return evidence.items.map(({ no, nameZh }) => ({ place, no, name: nameZh, elementId: element.id, ...source }));
}

/** Tells those of the department who apply for data that there is something to apply for. */
async function leadToApply(
  tx: Transaction,
  needs: Pick<StepNeeds, 'clock' | 'newId'>,
  { file, finding, sources }: { file: EntryFile; finding: Finding; sources: readonly DatumSource[] },
): Promise<void> {
  const entryId = sources.find(({ sourceEntryId }) => sourceEntryId !== null)?.sourceEntryId;
  if (!entryId) return;
  const items = [...new Set(sources.flatMap(({ sourceItemNo }) => (sourceItemNo === null ? [] : [sourceItemNo])))];
  await notify(tx, {
    id: needs.newId(),
    key: `catalog.source-cited:${finding.id}`,
    for: { kind: 'organisation', orgId: file.entry.provider.organisationId, power: 'sharing.apply' },
    subject: { module: 'catalog', kind: ENTRY_CASE, id: file.entry.id },
    title: {
      key: 'catalog.notice.source-cited',
      params: {
        name: file.working?.content.name ?? '',
        source: sources[0]?.sourceName ?? '',
        organisation: finding.evidence.other.organisationName,
      },
    },
    link: `/catalog/entries/${entryId}${items.length > 0 ? `?items=${items.join(',')}` : ''}`,
    at: needs.clock.now(),
  });
}

const placeOf = ({ name, no }: Held): string => (no === 0 ? name : `${no} ${name}`);

/**
 * Writes down where the data come from whose source was cited, in the place of what the finding was answered with before, and leads the department to
 * apply for them (91-4.1: 以共享方式获取). Answers what the history tells.
 */
export async function writeSources(
  tx: Transaction,
  needs: Pick<StepNeeds, 'clock' | 'newId'>,
  { file, finding, revisionNo }: { file: EntryFile; finding: Finding; revisionNo: number },
): Promise<FieldChange[]> {
  await endSources(tx, { findingIds: [finding.id], revisionNo });
  if (finding.state !== 'cited') return [];
  const held = finding.kind === 'element' ? await heldByElement(tx, finding) : await heldByEntry(tx, finding);
  const { organisationId, organisationName } = finding.evidence.other;
  const sources = held.map((one): DatumSource => ({
    ...one,
    id: needs.newId(),
    entryId: finding.entryId,
    findingId: finding.id,
    organisationId,
    organisationName,
    fromRevision: revisionNo,
    endedRevision: null,
    citedAt: needs.clock.now(),
  }));
  await insertSources(tx, sources);
  await leadToApply(tx, needs, { file, finding, sources });
  return held.map((one) => ({
    field: 'source',
    before: '',
    after: [placeOf(one), organisationName, one.sourceName, one.sourceItemName].filter((text) => text !== '').join(' · '),
  }));
}
