import type { Campaign, CampaignPart } from '@karez/contract/catalog/campaign';
import { useWords } from '../../client/language.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<CampaignPart['status'], Tone>> = {
  'not-started': 'off',
  draft: 'draft',
  submitted: 'waiting',
  returned: 'danger',
  published: 'ok',
  'none-declared': 'warn',
  'none-accepted': 'off',
};

/** Where a department stands on the board. */
export function BoardStatusTag({ status }: { status: CampaignPart['status'] }) {
  const { t } = useWords();
  return <StateTag tone={tones[status]}>{t(`catalog.campaign.status.${status}`)}</StateTag>;
}

/** Open, open past its day, or closed. */
export function CampaignStateTag({ campaign }: { campaign: Pick<Campaign, 'state' | 'overdue'> }) {
  const { t } = useWords();
  if (campaign.overdue) return <StateTag tone="danger">{t('portal.campaign.overdue')}</StateTag>;
  return <StateTag tone={campaign.state === 'open' ? 'waiting' : 'off'}>{t(`catalog.campaign.state.${campaign.state}`)}</StateTag>;
}
