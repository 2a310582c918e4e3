import { Empty } from 'antd';
import type { ReactNode } from 'react';

/** An empty list: says what would stand here and what the next step is. */
export function Blank({ says, action }: { says: string; action?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="soft">{says}</span>} style={{ padding: '32px 0' }}>
      {action}
    </Empty>
  );
}
