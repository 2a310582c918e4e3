import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { allRegions, organisationById } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { RequestableEntry } from '../requestable.ts';
import { rowFilterOf } from './backflow.ts';

/** The content as a subscription to the rows of a department's own region, as both stand now; refuses where it is owed none. */
export async function underOwnRows(
  reader: Reader,
  content: ApplicationContent,
  { entry, orgId }: { readonly entry: RequestableEntry; readonly orgId: string },
): Promise<ApplicationContent | Refusal> {
  const organisation = await organisationById(reader, orgId);
  const region = (await allRegions(reader)).find(({ code }) => code === organisation?.regionCode);
  const rowFilter = rowFilterOf(entry, region);
  return isRefusal(rowFilter) ? rowFilter : { ...content, rowFilter };
}

/** The same for an application that is under way: one that asks for all rows stays as it is. */
export async function stillOwnRows(
  reader: Reader,
  content: ApplicationContent,
  of: { readonly entry: RequestableEntry; readonly orgId: string },
): Promise<ApplicationContent | Refusal> {
  return content.rowFilter ? underOwnRows(reader, content, of) : content;
}
