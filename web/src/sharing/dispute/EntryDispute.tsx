import type { Entry } from '@karez/contract/catalog/answers';
import { listDisputes } from '@karez/contract/sharing/dispute';
import { ExceptionOutlined } from '@ant-design/icons';
import { useAnswer } from '../../client/queries.ts';
import { useMe, usePower } from '../../client/session.tsx';
import { RaiseDisputeButton, RaisedDisputes } from './RaisedDisputes.tsx';

type About = { entry: Pick<Entry, 'id' | 'provider' | 'live'> };

/** The disputes that a reader may see about an entry as such; those about applications stand with the applications. */
function useEntryDisputes({ entry }: About) {
  const reads = usePower('sharing.read');
  const query = { entry: entry.id, kind: 'entry' as const };
  return useAnswer(listDisputes, { query }, { enabled: reads && entry.live !== null }).data?.answer.items;
}

/** Another department’s clerk may dispute what a published entry says, how it is shared included. */
export function DisputeEntryButton({ entry }: About) {
  const applies = usePower('sharing.apply');
  const ownId = useMe().organisation.id;
  const disputes = useEntryDisputes({ entry });
  const isOpen = disputes?.some(({ endedAt, requester }) => endedAt === null && requester.id === ownId) ?? true;
  if (!applies || isOpen || ownId === entry.provider.organisationId) return null;
  return <RaiseDisputeButton about={{ kind: 'entry', entryId: entry.id }} icon={<ExceptionOutlined />} />;
}

export function EntryDisputes({ entry }: About) {
  const disputes = useEntryDisputes({ entry }) ?? [];
  return <RaisedDisputes disputes={disputes.filter(({ endedAt }) => endedAt === null)} />;
}
