import type { TableHeader } from '#platform/tables/header';
import { catalogueHeader, type ColumnField } from '../import/headers.ts';

/** The header of a department's own workbook: what it declares about sharing is taken, into drafts that are still assessed and signed. */
export const draftHeader: TableHeader<ColumnField> = { ...catalogueHeader, noteOn: () => undefined };
