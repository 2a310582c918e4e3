import type { Needs } from '#platform/needs';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { CLOCK_SKEW_SECONDS, TOKEN_SECONDS } from './issue-access-token.ts';
import { TOKEN_ALGORITHM, publicTokenKeys } from './token-key.ts';

/** The client id of an access token that this platform issued and that has not expired; undefined for anything else. */
export async function verifyAccessToken(
  needs: Pick<Needs, 'database' | 'clock' | 'keys' | 'config'>,
  token: string,
): Promise<string | undefined> {
  const keySet = createLocalJWKSet({ keys: await publicTokenKeys(needs) });
  try {
    const { payload } = await jwtVerify(token, keySet, {
      algorithms: [TOKEN_ALGORITHM],
      issuer: needs.config.KAREZ_PUBLIC_URL,
      audience: needs.config.KAREZ_GATEWAY_URL,
      typ: 'at+jwt',
      currentDate: needs.clock.now(),
      // With an age limit a token that was issued in the future (a clock that was moved back) is refused too.
      maxTokenAge: TOKEN_SECONDS,
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['sub', 'exp', 'iat', 'jti'],
    });
    return payload.sub;
  } catch (error) {
    // Whatever jose finds wrong with a token is the token's fault, not ours.
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
