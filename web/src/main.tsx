// oxlint-disable-next-line import/no-unassigned-import -- it must run before the first schema of the contract is made
import './client/no-eval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider, Spin } from 'antd';
import { languageFacts, type Language } from '@karez/contract/words';
import type { Locale } from 'antd/es/locale';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { LanguageProvider, useWords } from './client/language.tsx';
import { SessionProvider } from './client/session.tsx';
import { Trouble } from './client/Trouble.tsx';
import { router } from './routes.tsx';
import { SignInPage } from './shell/SignInPage.tsx';
import { houseTheme } from './ui/theme.ts';
import { uyghurPartWords } from './ui/uyghur-part-words.ts';
import './ui/base.css';

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, refetchOnWindowFocus: false } } });

/** The words of Ant Design’s own parts. */
const partWords: Readonly<Record<Language, Locale>> = { zh: zhCN, ug: uyghurPartWords, en: enUS };

function Portal() {
  const { language } = useWords();
  // Answers carry words of the language that they were asked in.
  useEffect(() => void queries.invalidateQueries(), [language]);
  return (
    <ConfigProvider
      theme={houseTheme(language)}
      locale={partWords[language]}
      direction={languageFacts[language].direction}
      button={{ autoInsertSpace: false }}
    >
      <App>
        <SessionProvider
          signedOut={<SignInPage />}
          loading={<Spin fullscreen />}
          failed={(error, again) => <Trouble error={error} again={again} />}
        >
          <RouterProvider router={router} />
        </SessionProvider>
      </App>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <Portal />
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
