import type { GatewayService, ServiceOperation } from '@karez/contract/gateway/schemas';

/** Name of the key file that the page of machine clients hands out; the examples read it. */
export const keyFileName = 'karez-client.json';

type Called = { readonly service: GatewayService; readonly operation: ServiceOperation; readonly matter: string };

/** Address of one operation with its examples filled in; required query parameters only. */
export function exampleAddress({ service, operation }: Pick<Called, 'service' | 'operation'>): string {
  const exampleOf = (name: string) =>
    encodeURIComponent(operation.parameters.find((parameter) => parameter.name === name)?.example ?? name.toUpperCase());
  const path = operation.path.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => exampleOf(name));
  const query = operation.parameters
    .filter(({ place, required, example }) => place === 'query' && (required || example !== null))
    .map(({ name }) => `${name}=${exampleOf(name)}`);
  return `${service.calling.url}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** A shell script that makes the assertion with Node alone, gets a token and calls. */
export function curlExample(called: Called): string {
  const { calling } = called.service;
  const isPost = called.operation.method === 'POST';
  return `ASSERTION=$(node -e '
const { createPrivateKey, randomUUID, sign } = require("node:crypto");
const { client_id: id, private_jwk: jwk } = JSON.parse(require("node:fs").readFileSync("${keyFileName}", "utf8"));
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = Math.floor(Date.now() / 1000);
const claims = { iss: id, sub: id, aud: "${calling.tokenEndpoint}", iat: now, exp: now + 120, jti: randomUUID() };
const signed = part({ alg: "ES256", typ: "JWT" }) + "." + part(claims);
const key = createPrivateKey({ key: jwk, format: "jwk" });
console.log(signed + "." + sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url"));
')

TOKEN=$(curl -sS "${calling.tokenEndpoint}" \\
  -d grant_type=client_credentials \\
  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\
  --data-urlencode "client_assertion=$ASSERTION" \\
  | node -p 'JSON.parse(require("node:fs").readFileSync(0, "utf8")).access_token')

curl -i "${exampleAddress(called)}" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "${calling.matterHeader}: ${called.matter}" \\
  -H "${calling.operatorHeader}: window-07"${isPost ? ` \\\n  -H "Content-Type: application/json" -d '{}'` : ''}
`;
}

/** The same in TypeScript with the jose library. */
export function typescriptExample(called: Called): string {
  const { calling } = called.service;
  const isPost = called.operation.method === 'POST';
  return `import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';

const { client_id, private_jwk } = JSON.parse(await readFile('${keyFileName}', 'utf8'));

const assertion = await new SignJWT()
  .setProtectedHeader({ alg: 'ES256' })
  .setIssuer(client_id)
  .setSubject(client_id)
  .setAudience('${calling.tokenEndpoint}')
  .setIssuedAt()
  .setExpirationTime('2m')
  .setJti(randomUUID())
  .sign(await importJWK(private_jwk, 'ES256'));

const token = await fetch('${calling.tokenEndpoint}', {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }),
});
const { access_token } = await token.json();

const answer = await fetch('${exampleAddress(called)}', {
  method: '${called.operation.method}',
  headers: {
    authorization: \`Bearer \${access_token}\`,
    '${calling.matterHeader}': encodeURIComponent('${called.matter}'),
    '${calling.operatorHeader}': encodeURIComponent('window-07'),${isPost ? `\n    'content-type': 'application/json',` : ''}
  },${isPost ? `\n  body: JSON.stringify({}),` : ''}
});
console.log(answer.status, answer.headers.get('karez-evidence'), await answer.json());
`;
}

/** A matter number that fits a grant's format, with zeros and A for what varies. */
export function exampleMatter(format: string): string {
  return format.replaceAll(/\{(digits|letters)(?::(\d+)(?:-\d+)?)?\}/g, (_whole, kind: string, length: string | undefined) =>
    (kind === 'digits' ? '1' : 'A').repeat(Number(length ?? '1')),
  );
}
