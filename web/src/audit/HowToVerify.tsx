import { Card } from 'antd';
import { useWords } from '../client/language.tsx';
import { CodeBlock } from '../gateway/CodeBlock.tsx';

/** How anybody checks a receipt or an export without this platform. */
export function HowToVerify({ fileName }: { fileName: string }) {
  const { t } = useWords();
  return (
    <Card size="small" title={t('portal.audit.verify')}>
      <p style={{ marginBlockStart: 0 }}>{t('portal.audit.verify-says')}</p>
      <CodeBlock code={`karez evidence verify ${fileName}`} wraps />
      <p className="soft small" style={{ marginBlockEnd: 0 }}>
        {t('portal.audit.verify-keys')}
      </p>
    </Card>
  );
}
