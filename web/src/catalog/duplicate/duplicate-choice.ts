import type { DuplicateStatus } from '@karez/contract/catalog/duplicate';

/** What of the report is looked at; an empty day is none. */
export type DuplicateChoice = {
  readonly status?: DuplicateStatus;
  readonly organisationId?: string;
  readonly from?: string;
  readonly to?: string;
};
