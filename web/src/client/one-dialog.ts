import { App } from 'antd';
import { useState } from 'react';
import { useWords } from './language.tsx';

/** Several dialogs of which one stands open at a time; `done` closes it and says that it was done. */
export function useOneDialog<Dialog extends string>() {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = () => setOpen(null);
  const done = () => {
    close();
    void message.success(t('portal.done'));
  };
  return { open, show: (dialog: Dialog) => setOpen(dialog), close, done };
}

type Deed = { readonly isPending: boolean; readonly error: Error | null; readonly reset: () => void };

/** Some deeds as one: busy while one is, with the error of the one that failed. */
export function together(deeds: readonly Deed[]) {
  return {
    busy: deeds.some((deed) => deed.isPending),
    error: deeds.map((deed) => deed.error).find((error) => error !== null) ?? null,
    reset: () => deeds.forEach((deed) => deed.reset()),
  };
}
