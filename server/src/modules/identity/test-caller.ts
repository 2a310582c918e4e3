import { csrfHeader } from '@karez/contract/identity';
import { listDemoAccounts } from './prepare-demo-account.ts';
import { password, type World } from './test-world.ts';

/** One answer as a browser sees it, with the cookie and CSRF token to go on with. */
export type Step = { status: number; answer: Record<string, unknown>; bytes: Buffer; cookie: string; csrf: string };
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Sent = { cookie?: string; csrf?: string; body?: object; multipart?: string | Buffer; key?: string; language?: string };

const BOUNDARY = 'karez-test-boundary';

/** A browser at the test city's door. */
export function testCaller({ app, needs }: Pick<World, 'app' | 'needs'>) {
  async function call(method: Method, path: string, sent: Sent = {}): Promise<Step> {
    const payload = sent.multipart ?? sent.body;
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: headersOf(sent),
      ...(payload === undefined ? {} : { payload }),
    });
    const parsed: Record<string, unknown> = answer.headers['content-type']?.includes('json') ? answer.json() : { text: answer.body };
    const [cookie = ''] = String(answer.headers['set-cookie'] ?? '').split(';');
    const token = parsed['csrfToken'];
    return { status: answer.statusCode, answer: parsed, bytes: answer.rawPayload, cookie, csrf: typeof token === 'string' ? token : '' };
  }

  async function codeOf(account: string): Promise<string> {
    return (await listDemoAccounts(needs)).find((shown) => shown.account === account)?.code ?? '';
  }

  async function signedIn(account: string): Promise<Step> {
    const first = await call('POST', '/session', { body: { account, password } });
    return call('POST', '/session/second-factor', { ...first, body: { code: await codeOf(account) } });
  }

  return { call, codeOf, signedIn };
}

function headersOf({ cookie, csrf, multipart, key, language }: Sent): Record<string, string> {
  const typed = multipart === undefined ? {} : { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  const asked = { ...(key ? { 'idempotency-key': key } : {}), ...(language ? { 'accept-language': language } : {}) };
  return { ...(cookie ? { cookie } : {}), ...(csrf ? { [csrfHeader]: csrf } : {}), ...typed, ...asked };
}

/** A multipart body with text fields and one file, or none. */
export function multipartOf(fields: Readonly<Record<string, string>>, file?: { name: string; content: string | Buffer }): Buffer {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  if (!file) return Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`);
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/pdf\r\n\r\n`;
  return Buffer.concat([Buffer.from(`${parts.join('')}${head}`), Buffer.from(file.content), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}
