/** What the form of a new service holds, besides the mapping. */
export type ServiceForm = {
  entryId: string;
  systemId: string;
  code: string;
  name: string;
  baseUrl: string;
  timeoutMs: number;
  document: string;
};
