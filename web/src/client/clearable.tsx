import { CloseCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Spoken } from './language.tsx';

/** A list whose choice can be taken back, by a button that has a name in the reader's language. */
export function clearable(t: Spoken['t']): { label: string; clearIcon: ReactNode } {
  return { label: t('portal.clear'), clearIcon: <CloseCircleFilled /> };
}
