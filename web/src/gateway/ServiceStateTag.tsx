import type { ServiceState } from '@karez/contract/gateway/schemas';
import { useWords } from '../client/language.tsx';
import { StateTag, type Tone } from '../ui/StateTag.tsx';

const tones: Record<ServiceState, Tone> = { draft: 'draft', online: 'ok', offline: 'off' };

export function ServiceStateTag({ state }: { state: ServiceState }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`portal.gateway.state.${state}`)}</StateTag>;
}
