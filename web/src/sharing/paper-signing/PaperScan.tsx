import { openPaperScan } from '@karez/contract/sharing/paper-signature';
import type { PaperSignature } from '@karez/contract/sharing/paper-signature-schemas';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { fetchFile, handOver } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { Trouble } from '../../client/Trouble.tsx';

/** An image as an address that the page may show: nothing but the page itself and `data:` is let in. */
function shownAddress(file: Blob): Promise<string> {
  return new Promise((settle, fail) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => settle(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => fail(reader.error ?? new Error('unreadable')));
    reader.readAsDataURL(file);
  });
}

/** The scan of a sheet: a page image is shown here, a PDF is handed to the browser, whose own viewer keeps it apart from the portal. */
export function PaperScan({ applicationId, paper }: { applicationId: string; paper: PaperSignature }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [address, setAddress] = useState<string | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: Error | null }>({ busy: false, error: null });
  const isImage = paper.scan.mediaType.startsWith('image/');
  const open = async () => {
    setState({ busy: true, error: null });
    try {
      const got = await fetchFile(openPaperScan, { params: { applicationId, paperId: paper.id } });
      if (isImage) setAddress(await shownAddress(got.file));
      else handOver(got);
      setState({ busy: false, error: null });
      // Whoever has opened it may confirm it: the answer says so anew.
      void queries.invalidateQueries({ queryKey: ['sharing.get-application'] });
    } catch (error) {
      setState({ busy: false, error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  return (
    <div>
      <Button loading={state.busy} onClick={() => void open()}>
        {t(isImage ? 'portal.paper.show' : 'portal.paper.save')}
      </Button>
      {state.error ? <Trouble error={state.error} /> : null}
      {address === null ? null : (
        <img
          src={address}
          alt={t('portal.paper.shown')}
          style={{ display: 'block', inlineSize: '100%', marginBlockStart: 12, border: '1px solid #d9cfbb' }}
        />
      )}
    </div>
  );
}
