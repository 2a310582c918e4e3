import { listEntries } from '@karez/contract/catalog';
import { listServices } from '@karez/contract/gateway';
import { readOrganisation } from '@karez/contract/identity';
import { listBusinessSystems } from '@karez/contract/identity/machines';
import { listApplications, listGrants } from '@karez/contract/sharing';
import { useQueries } from '@tanstack/react-query';
import { call } from '../client/call.ts';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';

const LISTED_MAX = 100;

/** The names of organisations, by id; an organisation is no secret to anybody who is signed in. */
export function useOrganisationNames(ids: readonly (string | null)[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const answers = useQueries({
    queries: wanted.map((orgId) => ({
      queryKey: [readOrganisation.id, { orgId }, null],
      queryFn: () => call(readOrganisation, { params: { orgId } }),
      staleTime: Infinity,
      retry: false,
    })),
  });
  return new Map(answers.flatMap(({ data }) => (data ? [[data.answer.id, data.answer.name] as const] : [])));
}

type Listed<Item> = { readonly data: { readonly answer: { readonly items: readonly Item[] } } | undefined };

function itemsOf<Item>({ data }: Listed<Item>): readonly Item[] {
  return data?.answer.items ?? [];
}

/**
 * Names of what the reader may list anyway: entries, services, applications, grants and systems. Lists are asked and never one thing
 * after the other: a thing that the reader may not see would be refused, and each refusal would be a record of its own.
 */
export function useListedNames(): ReadonlyMap<string, string> {
  const shares = usePower('sharing.read');
  const [reads, registers] = [usePower('catalog.read'), usePower('identity.systems')];
  const query = { limit: LISTED_MAX };
  const entries = itemsOf(useAnswer(listEntries, { query }, { enabled: reads }));
  const own = itemsOf(useAnswer(listEntries, { query: { ...query, scope: 'mine' } }, { enabled: reads }));
  const services = itemsOf(useAnswer(listServices, { query }));
  const systems = itemsOf(useAnswer(listBusinessSystems, { query }, { enabled: registers }));
  const outgoing = itemsOf(useAnswer(listApplications, { query: { ...query, side: 'outgoing' } }, { enabled: shares }));
  const incoming = itemsOf(useAnswer(listApplications, { query: { ...query, side: 'incoming' } }, { enabled: shares }));
  const held = itemsOf(useAnswer(listGrants, { query: { ...query, side: 'held' } }, { enabled: shares }));
  const given = itemsOf(useAnswer(listGrants, { query: { ...query, side: 'given' } }, { enabled: shares }));
  const named = [...entries, ...own, ...services, ...systems].map(({ id, name }) => [id, name] as const);
  const asked = [...outgoing, ...incoming, ...held, ...given].map(({ id, entryName }) => [id, entryName] as const);
  return new Map([...named, ...asked]);
}
