import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import { useWords } from './language.tsx';

/** Chooses one workbook or CSV; a chosen file is held, not sent. */
export function TableChooser({ file, onChoose }: { file: File | null; onChoose: (file: File | null) => void }) {
  const { t } = useWords();
  return (
    <Upload.Dragger
      accept=".xlsx,.csv"
      maxCount={1}
      beforeUpload={(chosen) => {
        onChoose(chosen);
        return false;
      }}
      onRemove={() => onChoose(null)}
      fileList={file ? [{ uid: 'chosen', name: file.name, size: file.size }] : []}
    >
      <p style={{ margin: 0 }}>
        <InboxOutlined style={{ fontSize: 28, color: '#1b6a86' }} />
      </p>
      <p style={{ margin: '4px 0' }}>{t('table.choose')}</p>
      <p className="small soft" style={{ margin: 0 }}>
        {t('table.choose-hint')}
      </p>
    </Upload.Dragger>
  );
}
