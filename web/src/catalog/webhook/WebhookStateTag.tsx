import type { WebhookAnswer } from '@karez/contract/catalog/webhook';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<WebhookAnswer['state'], Tone>> = {
  untested: 'draft',
  tested: 'waiting',
  enabled: 'ok',
  stopped: 'danger',
  removed: 'off',
};

export function WebhookStateTag({ state }: { state: WebhookAnswer['state'] }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`portal.webhook.state.${state}`)}</StateTag>;
}
