import type { AllowedActions } from '@karez/contract/route';
import { Button, Tooltip, type ButtonProps } from 'antd';
import { useWords } from './language.tsx';

type Deed = { allowed: AllowedActions; action: string; children: string; onClick: () => void } & Pick<
  ButtonProps,
  'type' | 'danger' | 'icon' | 'loading' | 'block'
>;

/** A button that the server's `allowed` opens; a closed one stays visible and says why. An action the server never names is absent. */
export function DeedButton({ allowed, action, children, ...button }: Deed) {
  const { t } = useWords();
  const rule = allowed[action];
  if (!rule) return null;
  if (rule.allowed) return <Button {...button}>{children}</Button>;
  const reason = rule.reason ? t(`refusal.${rule.reason}`, rule.params) : t('portal.not-now');
  return (
    <Tooltip title={reason}>
      <span tabIndex={0} aria-label={t('portal.labelled', { label: children, text: reason })}>
        <Button {...button} disabled>
          {children}
        </Button>
      </span>
    </Tooltip>
  );
}
