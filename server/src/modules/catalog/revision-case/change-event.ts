import type { changeTriggerSchema } from '@karez/contract/catalog/answers';
import type { changeEventKinds } from '@karez/contract/catalog/revision-case';
import { z } from 'zod';

export type ChangeEventKind = (typeof changeEventKinds)[number];

/** 变更事项: what happened, on which day, under which document, as it was recorded. It is never changed afterwards. */
export type ChangeEvent = {
  readonly id: string;
  readonly kind: ChangeEventKind;
  readonly title: string;
  readonly documentNumber: string;
  /** Day on which the change took effect: the term counts from it. */
  readonly changedOn: string;
  readonly summary: string;
  /** What it is to an entry (809-17). */
  readonly triggerKind: z.infer<typeof changeTriggerSchema>;
  readonly instrumentId: string | null;
  readonly articleIds: readonly string[];
  /** Region whose authority recorded a change of duties; null for law, which binds every region. */
  readonly regionCode: string | null;
  readonly recordedBy: { readonly id: string; readonly orgId: string | null; readonly name: string };
  readonly recordedAt: Date;
};

/** What law tells of a change, as `law.article-changed` carries it. */
export const articleChangedSchema = z.object({
  module: z.string(),
  kind: z.string(),
  id: z.string(),
  articleIds: z.array(z.string()).min(1),
  change: z.object({
    changeId: z.uuid(),
    instrument: z.object({ id: z.string(), title: z.string(), documentNumber: z.string().nullable(), rank: z.string() }),
    state: z.enum(['amended', 'repealed']),
    on: z.iso.date(),
    articleIds: z.array(z.string()),
    recordedBy: z.object({ id: z.string(), orgId: z.uuid().nullable() }),
    recordedAt: z.iso.datetime(),
  }),
});
type LawChange = z.infer<typeof articleChangedSchema>['change'];

/** Ranks that 809-17 names apart; every other instrument counts as 法律法规 (91-3.3). */
const triggers: Readonly<Record<string, ChangeEvent['triggerKind']>> = {
  'administrative-regulation': 'administrative-regulation-change',
  'state-council-decision': 'state-council-decision',
  'state-council-document': 'state-council-decision',
};

/** The change event of an instrument's change; `recorderName` is the organisation that recorded it. */
export function changeEventOf(change: LawChange, recorderName: string): ChangeEvent {
  const { instrument } = change;
  return {
    id: change.changeId,
    kind: change.state === 'amended' ? 'instrument-amended' : 'instrument-repealed',
    title: instrument.title,
    documentNumber: instrument.documentNumber ?? '',
    changedOn: change.on,
    summary: '',
    triggerKind: triggers[instrument.rank] ?? 'law-change',
    instrumentId: instrument.id,
    articleIds: change.articleIds,
    regionCode: null,
    recordedBy: { ...change.recordedBy, name: recorderName },
    recordedAt: new Date(change.recordedAt),
  };
}
