import { setTimeout as pause } from 'node:timers/promises';
import { signIn } from '@karez/contract/identity';
import { listDemoAccounts } from '@karez/contract/identity/machines';

/** A person who is signed in at the real door, and asks. */
export type Person = (path: string) => Promise<unknown>;

const sent = (headers: Record<string, string>, body: object) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0];

/** Signs a demo account in with both factors and answers how it asks. */
export async function signedIn(portal: string, account: string, password: string): Promise<Person> {
  const api = `${portal}/api/v1`;
  const first = await fetch(`${api}/session`, sent({}, { account, password }));
  const cookie = cookieOf(first) ?? '';
  const { csrfToken } = signIn.answer.parse(await first.json());
  const known = listDemoAccounts.answer.parse(await (await fetch(`${api}/demo/accounts`)).json());
  const code = known.items.find((item) => item.account === account)?.code ?? '';
  const second = await fetch(`${api}/session/second-factor`, sent({ cookie, 'x-karez-csrf': csrfToken }, { code }));
  if (!second.ok) throw new Error(`${account} cannot sign in: ${second.status} ${await second.text()}`);
  const own = cookieOf(second) ?? cookie;
  return async (path) => {
    const answer = await fetch(`${api}${path}`, { headers: { cookie: own } });
    const body: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
    return body;
  };
}

/** Resolves when the portal answers. */
export async function untilUp(portal: string, msMax: number): Promise<void> {
  for (const started = performance.now(); performance.now() - started < msMax; await pause(100)) {
    const isUp = await fetch(`${portal}/api/v1/demo/accounts`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
  }
  throw new Error(`the portal did not answer within ${msMax} ms`);
}
