import { getConsistency, listHeads, listKeys, listLogs } from '@karez/contract/audit';
import { apiPrefix } from '@karez/contract/route';
import { Outage } from '@karez/kit/refusal';
import { request } from 'undici';
import type { WitnessedPlatform } from './witness.ts';

const TIMEOUT_MS = 20_000;

/** A platform as a witness in another organisation sees it: over HTTP, with its public routes only. Throws an Outage when it does not answer. */
export function witnessedPlatform(baseUrl: string): WitnessedPlatform {
  const read = async <T>(path: string, schema: { parse(value: unknown): T }): Promise<T> => {
    const answer = await request(`${baseUrl}${apiPrefix}${path}`, { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS }).catch(
      (error: unknown) => {
        throw new Outage('witnessed platform', `${baseUrl} does not answer`, { cause: error });
      },
    );
    if (answer.statusCode !== 200) throw new Outage('witnessed platform', `${path} answered ${answer.statusCode}`);
    return schema.parse(await answer.body.json());
  };
  return {
    logs: async () => (await read('/evidence/logs', listLogs.answer)).items,
    keys: async () => (await read('/evidence/keys', listKeys.answer)).items,
    heads: async (log, from) => (await read(`/evidence/logs/${log}/heads?from=${from}`, listHeads.answer)).items,
    consistency: async (log, { first, second }) =>
      (await read(`/evidence/logs/${log}/consistency?first=${first}&second=${second}`, getConsistency.answer)).proof,
  };
}
