import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Libraries that change rarely travel in files of their own, so that a new release does not send them again. */
const stable = [
  { name: 'react', test: /node_modules\/(react|react-dom|react-router|scheduler|@tanstack)\// },
  { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+|@babel|dayjs)\// },
  // `no-eval` must have run before any chunk with a schema in it does.
  { name: 'contract', test: /node_modules\/(zod|@formatjs|intl-messageformat)\/|client\/no-eval/ },
];

/**
 * An icon stands beside words and is an ornament: the library would say its English name to whoever listens to the page, before every word in
 * whatever language. An icon that was given a name keeps it. A button of an icon alone is named where it stands.
 */
function silentIcons(): Plugin {
  const spoken = /role: "img",\s*"aria-label": icon\.name/u;
  return {
    name: 'silent-icons',
    enforce: 'pre',
    transform(code, id) {
      if (!/@ant-design\/icons\/(?:es|lib)\/components\/AntdIcon(?:Light)?\.js$/u.test(id)) return null;
      if (!spoken.test(code)) throw new Error('the icons say their names in another way than this build knows');
      return code.replace(spoken, `...('aria-label' in restProps ? { role: 'img' } : { 'aria-hidden': true })`);
    },
  };
}

export default defineConfig({
  plugins: [silentIcons(), react()],
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/demo': 'http://127.0.0.1:8080' } },
  build: { target: 'es2023', chunkSizeWarningLimit: 2500, rolldownOptions: { output: { advancedChunks: { groups: stable } } } },
});
