import { entryContentSchema, type EntryContent } from '@karez/contract/catalog/content';
import { z } from 'zod';
import { decide, type Entering } from './enter-entries.ts';

type Version = {
  readonly entryId: string;
  /** Key of the providing department: its accounts take the steps. */
  readonly department: string;
  readonly reason: string;
  readonly changedOn: string;
  /** The content in force, changed. */
  readonly change: (content: EntryContent) => EntryContent;
};

const readSchema = z.object({ live: z.object({ content: entryContentSchema }) });

/** Brings a next version of a published entry into force, each step by the person whose step it is. */
export async function enterVersion(entering: Entering, version: Version): Promise<void> {
  const { ask, codeOf } = entering;
  const { entryId, department, reason, changedOn, change } = version;
  const seat = (suffix: string) => `${department}.${suffix}`;
  const read = await ask(seat('djy'), `GET /catalog/entries/${entryId}`);
  let last = read;
  const take = async (account: string, step: `${'POST' | 'PUT'} /${string}`, body: object) => {
    const [method, path] = step.split(' /');
    const request = `${method === 'PUT' ? 'PUT' : 'POST'} /catalog/entries/${entryId}/${path ?? ''}` as const;
    last = await ask(account, request, { body, ifMatch: Number(last['revision']) });
  };
  await take(seat('djy'), 'POST /changes', { kind: 'system-change', changedOn, reason });
  const content = change(readSchema.parse(read).live.content);
  await take(seat('djy'), 'PUT /draft', { secrecyDeclaration: 'not-secret', content });
  await take(seat('djy'), 'POST /submission', {});
  await take(seat('shy'), 'POST /review', { opinion: '变更属实，符合编制要求。' });
  await take(seat('fzr'), 'POST /signature', { opinion: '同意变更。', secondFactor: await codeOf(seat('fzr')) });
  await decide(entering, { content }, { id: entryId, revision: Number(last['revision']) });
}
