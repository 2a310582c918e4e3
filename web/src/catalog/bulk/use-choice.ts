import { BULK_MAX, type BulkCandidate } from '@karez/contract/catalog/bulk';
import { useState } from 'react';

export type Department = { readonly id: string; readonly name: string };

/** What has been chosen for a press, and for what is assigned the department of each: the proposed one until another is named. */
export function useChoice() {
  const [chosen, setChosen] = useState<readonly BulkCandidate[]>([]);
  const [named, setNamed] = useState<ReadonlyMap<string, Department | null>>(new Map());
  return {
    chosen,
    choose: (candidates: readonly BulkCandidate[]) => setChosen(candidates.slice(0, BULK_MAX)),
    clear: () => {
      setChosen([]);
      setNamed(new Map());
    },
    departmentOf: ({ entryId, proposed }: BulkCandidate): Department | null => {
      const department = named.get(entryId);
      return department === undefined ? proposed : department;
    },
    name: (candidates: readonly BulkCandidate[], department: Department | null) =>
      setNamed((before) => new Map([...before, ...candidates.map(({ entryId }) => [entryId, department] as const)])),
  };
}

export type Choice = ReturnType<typeof useChoice>;
