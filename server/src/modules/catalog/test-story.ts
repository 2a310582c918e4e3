import type { EntryContent } from '@karez/contract/catalog/content';
import type { Answer, World } from './test-world.ts';

/** An entry on its way through a test: its id and the revision number that was read last. */
export type Walked = { readonly id: string; readonly revision: number; readonly answer: Answer };

function walked(answer: Answer): Walked {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text.slice(0, 2000)}`);
  return { id: String(answer.body['id']), revision: Number(answer.body['revision']), answer };
}

/** The steps from draft to publication, each by the person whose step it is. */
export function storyIn({ call, codeOf, orgId }: World) {
  const register = async (content: EntryContent, by = 'market.dj', org = 'market') =>
    walked(await call(by, 'POST /catalog/entries', { body: { organisationId: orgId(org), secrecyDeclaration: 'not-secret', content } }));
  const submit = async ({ id, revision }: Walked, by = 'market.dj') =>
    walked(await call(by, `POST /catalog/entries/${id}/submission`, { body: {}, ifMatch: revision }));
  const review = async ({ id, revision }: Walked, by = 'market.sh') =>
    walked(await call(by, `POST /catalog/entries/${id}/review`, { body: { opinion: '符合标准' }, ifMatch: revision }));
  const sign = async ({ id, revision }: Walked, by = 'market.ld') =>
    walked(
      await call(by, `POST /catalog/entries/${id}/signature`, {
        body: { opinion: '同意', secondFactor: await codeOf(by) },
        ifMatch: revision,
      }),
    );
  const publish = async ({ id, revision }: Walked, by = 'office.fb') =>
    walked(await call(by, `POST /catalog/entries/${id}/publication`, { body: { opinion: '予以发布' }, ifMatch: revision }));
  const signed = async (content: EntryContent) => sign(await review(await submit(await register(content))));
  const published = async (content: EntryContent) => publish(await signed(content));
  return { register, submit, review, sign, publish, signed, published };
}
