// oxlint-disable-next-line import/no-unassigned-import -- it must run before the first schema of the contract is made
import './client/no-eval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider, Spin } from 'antd';
import { languageFacts } from '@karez/contract/wording';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { fetchFirstLanguage, LanguageProvider, useWords } from './client/language.tsx';
import { SessionProvider } from './client/session.tsx';
import { Trouble } from './client/Trouble.tsx';
import { router } from './routes.tsx';
import { SignInPage } from './shell/SignInPage.tsx';
import { houseTheme } from './ui/theme.ts';
import './ui/base.css';

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, refetchOnWindowFocus: false } } });

function Portal() {
  const { language, parts } = useWords();
  // Answers carry words of the language that they were asked in.
  useEffect(() => void queries.invalidateQueries(), [language]);
  return (
    <ConfigProvider
      theme={houseTheme(language)}
      locale={parts}
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
// Not before there are words: no page is ever painted with keys.
const first = await fetchFirstLanguage();
createRoot(root).render(
  <StrictMode>
    <LanguageProvider first={first}>
      <QueryClientProvider client={queries}>
        <Portal />
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
