import { CopyOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useWords } from '../client/language.tsx';

/** Code to copy; scrolls within itself, never the page. */
export function CodeBlock({ code, heightMax = 420, wraps = false }: { code: string; heightMax?: number; wraps?: boolean }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const copy = () => void navigator.clipboard.writeText(code).then(() => message.success(t('portal.copied')));
  return (
    <div dir="ltr" style={{ position: 'relative' }}>
      <Button
        size="small"
        icon={<CopyOutlined />}
        aria-label={t('portal.copy')}
        onClick={copy}
        style={{ position: 'absolute', insetBlockStart: 8, insetInlineEnd: 8 }}
        className="no-print"
      />
      <pre
        // A region that scrolls has to be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1 asks for it where content scrolls
        tabIndex={0}
        className="code"
        style={{
          margin: 0,
          padding: 12,
          paddingInlineEnd: 48,
          background: '#f5f1e8',
          borderRadius: 6,
          overflow: 'auto',
          maxBlockSize: heightMax,
          whiteSpace: wraps ? 'pre-wrap' : 'pre',
          overflowWrap: wraps ? 'anywhere' : 'normal',
        }}
      >
        {code}
      </pre>
    </div>
  );
}
