import type { Entry, EntrySummary } from '@karez/contract/catalog/answers';
import type { ShareType } from '@karez/contract/catalog/content';
import { Tag } from 'antd';
import { useWords } from '../client/language.tsx';
import { StateTag, type Tone } from '../ui/StateTag.tsx';

const shareTones: Readonly<Record<ShareType, Tone>> = { unconditional: 'ok', conditional: 'warn', denied: 'danger' };

/** 共享属性 in words; an imported row says none. */
export function ShareTypeTag({ shareType }: { shareType: ShareType | null }) {
  const { t } = useWords();
  return <StateTag tone={shareType === null ? 'off' : shareTones[shareType]}>{t(`catalog.share-type.${shareType ?? 'none'}`)}</StateTag>;
}

const stateTones: Readonly<Record<Entry['state'], Tone>> = {
  unpublished: 'draft',
  published: 'ok',
  'change-pending': 'waiting',
  suspended: 'danger',
  'retire-pending': 'warn',
  retired: 'off',
  'restore-pending': 'waiting',
  'legacy-incomplete': 'warn',
  withdrawn: 'off',
  orphaned: 'danger',
  'transfer-pending': 'waiting',
};

export function EntryStateTag({ state }: { state: Entry['state'] }) {
  const { t } = useWords();
  return <StateTag tone={stateTones[state]}>{t(`catalog.state.${state}`)}</StateTag>;
}

const stageTones: Readonly<Record<NonNullable<EntrySummary['stage']>, Tone>> = {
  draft: 'draft',
  'in-review': 'waiting',
  'awaiting-signature': 'waiting',
  'at-authority': 'waiting',
  'awaiting-denial-verification': 'warn',
  'under-adjustment': 'waiting',
  effective: 'ok',
  superseded: 'off',
  imported: 'off',
  abandoned: 'off',
};

/** Where the revision on its way stands. */
export function StageTag({ stage }: { stage: NonNullable<EntrySummary['stage']> }) {
  const { t } = useWords();
  return <StateTag tone={stageTones[stage]}>{t(`catalog.stage.${stage}`)}</StateTag>;
}

/** 样例: a place whose departments cannot sign in. */
export function SampleTag() {
  const { t } = useWords();
  return (
    <Tag style={{ marginInlineEnd: 0 }} title={t('portal.catalog.sample-why')}>
      {t('portal.catalog.sample')}
    </Tag>
  );
}
