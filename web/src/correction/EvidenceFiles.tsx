import { attachEvidence, downloadEvidence, removeEvidence } from '@karez/contract/correction';
import type { Correction } from '@karez/contract/correction/schemas';
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Card, Upload } from 'antd';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { useDownload } from '../client/use-download.ts';

const accepted = '.pdf,.ofd,.docx,.png,.jpg';

/** The papers that prove the error: attached to a draft, opened by who may see the records. */
export function EvidenceFiles({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const attach = useDeed(attachEvidence, ['correction.']);
  const remove = useDeed(removeEvidence, ['correction.']);
  const file = useDownload(downloadEvidence);
  const params = { correctionId: correction.id };
  const isDraft = correction.allowed['save']?.allowed === true;
  const mayOpen = correction.allowed['read-particulars']?.allowed === true;
  if (!isDraft && correction.files.length === 0) return null;
  const failed = attach.error ?? remove.error ?? file.error;
  return (
    <Card title={t('portal.correction.files')}>
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.correction.files-hint')}
      </p>
      {correction.files.map(({ id, fileName, bytes }) => (
        <div key={id} className="row" style={{ paddingBlock: 4 }}>
          <bdi>{fileName}</bdi>
          <span className="small soft">{t('portal.correction.file-size', { size: Math.max(1, Math.round(bytes / 1024)) })}</span>
          {mayOpen ? (
            <Button
              size="small"
              icon={<DownloadOutlined />}
              aria-label={t('portal.labelled', { label: t('portal.correction.download'), text: fileName })}
              onClick={() => file.fetch({ params: { ...params, fileId: id } })}
            >
              {t('portal.correction.download')}
            </Button>
          ) : null}
          {isDraft ? (
            <Button size="small" onClick={() => remove.mutate({ params: { ...params, fileId: id }, ifMatch: correction.revision })}>
              {t('portal.delete')}
            </Button>
          ) : null}
        </div>
      ))}
      {isDraft ? (
        <Upload
          accept={accepted}
          showUploadList={false}
          beforeUpload={(chosen) => {
            attach.mutate({
              params,
              ifMatch: correction.revision,
              body: { secrecyDeclaration: 'not-secret' },
              files: [{ field: 'file', file: chosen, name: chosen.name }],
            });
            return false;
          }}
        >
          <Button icon={<UploadOutlined />} loading={attach.isPending}>
            {t('portal.correction.attach')}
          </Button>
        </Upload>
      ) : null}
      {failed ? <Trouble error={failed} /> : null}
    </Card>
  );
}
