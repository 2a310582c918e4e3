import { Alert, Card, Radio } from 'antd';
import { useWords } from '../client/language.tsx';

const declarations = ['not-secret', 'state-secret', 'work-secret'] as const;
/** What whoever writes says of secrecy; nothing before they have said it. */
export type Declared = (typeof declarations)[number] | null;

/** The declaration that opens a draft: what is declared secret is not written here, and `refusal` says so. */
export function SecrecyCard({
  declared,
  refusal,
  onDeclare,
}: {
  declared: Declared;
  refusal: string;
  onDeclare: (next: Declared) => void;
}) {
  const { t } = useWords();
  return (
    <Card size="small" title={t('portal.sharing.secrecy')}>
      <Radio.Group
        disabled={false}
        value={declared}
        onChange={(event) => onDeclare(event.target.value)}
        options={declarations.map((value) => ({ value, label: t(`portal.sharing.secrecy.${value}`) }))}
      />
      {declared === 'state-secret' || declared === 'work-secret' ? (
        <Alert type="error" showIcon style={{ marginBlockStart: 8 }} title={refusal} />
      ) : null}
    </Card>
  );
}
