import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import { addressesOf, addressGuard } from '#platform/outer-address';

type AddressSettings = Pick<Needs['config'], 'KAREZ_WEBHOOK_ADDRESSES' | 'KAREZ_WEBHOOK_HTTP_HOSTS'>;

/** An address that messages may go to, as it is stored; credentials and fragments do not belong in one. */
export function webhookAddress(text: string, { KAREZ_WEBHOOK_HTTP_HOSTS }: AddressSettings): URL | Refusal {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.password !== '' || url.hash !== '')
    return refuse('catalog.webhook.address-malformed', {}, [{ path: '/body/url', code: 'invalid-format', params: {} }]);
  if (url.protocol === 'http:' && !KAREZ_WEBHOOK_HTTP_HOSTS.includes(url.hostname))
    return refuse('catalog.webhook.needs-https', { host: url.hostname });
  return url;
}

/**
 * Refuses an address that leads nowhere or inside. Every message judges again the very address that it connects to; this is so that a
 * department learns it now.
 */
export async function checkWebhookAddress(text: string, config: AddressSettings): Promise<string | Refusal> {
  const url = webhookAddress(text, config);
  if (isRefusal(url)) return url;
  const guard = addressGuard(config.KAREZ_WEBHOOK_ADDRESSES);
  const addresses = await addressesOf(url.hostname);
  const isOpen = addresses.length > 0 && addresses.every((address) => guard(address));
  return isOpen ? url.href : refuse('catalog.webhook.address-closed', { host: url.hostname });
}
