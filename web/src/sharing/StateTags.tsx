import type { ApplicationState, GrantAnswer } from '@karez/contract/sharing/schemas';
import { useWords } from '../client/language.tsx';
import { StateTag, type Tone } from '../ui/StateTag.tsx';

const tones: Readonly<Record<ApplicationState, Tone>> = {
  draft: 'draft',
  'awaiting-consent-out': 'waiting',
  'at-provider': 'waiting',
  'awaiting-consent-in': 'waiting',
  'supplement-asked': 'warn',
  'awaiting-supplement-consent': 'waiting',
  'refusal-at-authority': 'warn',
  agreed: 'ok',
  'partly-agreed': 'ok',
  refused: 'danger',
  withdrawn: 'off',
};

/** The state of an application in words. */
export function ApplicationStateTag({ state }: { state: ApplicationState }) {
  const { t } = useWords();
  return <StateTag tone={tones[state]}>{t(`sharing.state.${state}`)}</StateTag>;
}

const grantTones = { active: 'ok', suspended: 'warn', revoked: 'danger', expired: 'off' } as const;

/** The state of a grant in words. */
export function GrantStateTag({ state }: { state: GrantAnswer['state'] }) {
  const { t } = useWords();
  return <StateTag tone={grantTones[state]}>{t(`sharing.grant-state.${state}`)}</StateTag>;
}
