import { printPaper, sharingPapers } from '@karez/contract/sharing/paper';
import type { Application } from '@karez/contract/sharing/schemas';
import { Button, Card } from 'antd';
import { useWords } from '../client/language.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { useDownload } from '../client/use-download.ts';

/** The papers that there are of an application, as PDF. */
export function PapersCard({ application }: { application: Application }) {
  const { t } = useWords();
  const file = useDownload(printPaper);
  const isThere = {
    agreement: application.agreement !== null,
    'approval-form': application.state !== 'draft',
    reply: application.reply !== null && application.decidedAt !== null,
    // Printed where it is entered.
    'signing-sheet': false,
  };
  const papers = sharingPapers.filter((paper) => isThere[paper]);
  if (papers.length === 0) return null;
  return (
    <Card size="small" title={t('portal.sharing.papers')}>
      <div className="stack" style={{ gap: 8 }}>
        {papers.map((paper) => (
          <Button
            key={paper}
            block
            // Long names, in Uyghur above all, take two lines.
            style={{ whiteSpace: 'normal', blockSize: 'auto' }}
            loading={file.loading}
            onClick={() => file.fetch({ params: { applicationId: application.id, paper } })}
          >
            {t(`sharing.paper.${paper}`)}
          </Button>
        ))}
        {file.error ? <Trouble error={file.error} /> : null}
      </div>
    </Card>
  );
}
