import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
} from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';

/** What a state means for the reader: never told by colour alone. */
export type Tone = 'ok' | 'waiting' | 'draft' | 'warn' | 'danger' | 'off';

const looks: Record<Tone, { color: string; icon: ReactNode }> = {
  ok: { color: 'success', icon: <CheckCircleOutlined /> },
  waiting: { color: 'processing', icon: <ClockCircleOutlined /> },
  draft: { color: 'default', icon: <EditOutlined /> },
  warn: { color: 'warning', icon: <ExclamationCircleOutlined /> },
  danger: { color: 'error', icon: <CloseCircleOutlined /> },
  off: { color: 'default', icon: <MinusCircleOutlined /> },
};

/** A state as icon, word and colour together. */
export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  const look = looks[tone];
  return (
    <Tag color={look.color} icon={look.icon} style={{ marginInlineEnd: 0 }}>
      {children}
    </Tag>
  );
}
