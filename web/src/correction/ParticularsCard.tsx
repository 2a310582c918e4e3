import { readParticulars } from '@karez/contract/correction';
import type { Correction, DisputedRecord } from '@karez/contract/correction/schemas';
import { EyeOutlined } from '@ant-design/icons';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { call } from '../client/call.ts';
import { useWords } from '../client/language.tsx';
import { Trouble } from '../client/Trouble.tsx';

/** The records by their references; their values are opened by a press, which leaves evidence. */
export function ParticularsCard({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const { references } = correction.content;
  const [opened, setOpened] = useState<readonly DisputedRecord[] | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  if (references.length === 0) return null;
  const mayOpen = correction.sealed && correction.allowed['read-particulars']?.allowed === true;
  // Nothing of it rests in the cache of what was read.
  const open = () =>
    void call(readParticulars, { params: { correctionId: correction.id } }).then(
      ({ answer }) => setOpened(answer.records),
      (error: unknown) => setFailed(error instanceof Error ? error : new Error(String(error))),
    );
  const rows = opened ?? references.map((reference) => ({ reference, key: '', received: '', expected: '' }));
  const value = (text: string) => (opened === null ? <span className="soft">••••••</span> : <bdi>{text === '' ? '—' : text}</bdi>);
  return (
    <Card
      title={t('portal.correction.records')}
      extra={
        mayOpen && opened === null ? (
          <Button icon={<EyeOutlined />} onClick={open}>
            {t('portal.correction.open-records')}
          </Button>
        ) : null
      }
    >
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t(correction.sealed ? 'portal.correction.records-sealed' : 'portal.correction.records-erased')}
      </p>
      {failed ? <Trouble error={failed} /> : null}
      <Table
        size="small"
        rowKey="reference"
        pagination={false}
        scroll={{ x: 560 }}
        dataSource={[...rows]}
        columns={[
          { title: t('portal.correction.reference'), render: (_value, row) => <bdi>{row.reference}</bdi> },
          ...(correction.sealed
            ? (['key', 'received', 'expected'] as const).map((name) => ({
                title: t(`portal.correction.record-${name}`),
                render: (_value: unknown, row: DisputedRecord) => value(row[name]),
              }))
            : []),
        ]}
      />
    </Card>
  );
}
