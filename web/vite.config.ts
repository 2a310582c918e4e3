import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Libraries that change rarely travel in files of their own, so that a new release does not send them again. */
const stable = [
  { name: 'react', test: /node_modules\/(react|react-dom|react-router|scheduler|@tanstack)\// },
  { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+|@babel|dayjs)\// },
  // `no-eval` must have run before any chunk with a schema in it does.
  { name: 'contract', test: /node_modules\/(zod|@formatjs|intl-messageformat)\/|client\/no-eval/ },
];

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/demo': 'http://127.0.0.1:8080' } },
  build: { target: 'es2023', chunkSizeWarningLimit: 2500, rolldownOptions: { output: { advancedChunks: { groups: stable } } } },
});
