import { defineConfig } from 'vitest/config';

const unit = [
  'bench/**/*.test.ts',
  'contract/**/*.test.ts',
  'kit/**/*.test.ts',
  'policy/**/*.test.ts',
  'server/**/*.test.ts',
  'cli/**/*.test.ts',
  'web/**/*.test.ts',
  'tools/**/*.test.ts',
];
const other = ['**/*.db.test.ts', '**/*.api.test.ts', '**/*.law.test.ts', '**/node_modules/**'];
const database = { globalSetup: ['server/test/database-server.ts'], testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: unit, exclude: other, testTimeout: 30_000, hookTimeout: 60_000 } },
      { test: { name: 'laws', include: ['tools/laws/*.law.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'db', include: ['**/*.db.test.ts'], exclude: ['**/node_modules/**'], ...database } },
      { test: { name: 'api', include: ['**/*.api.test.ts'], exclude: ['**/node_modules/**'], ...database } },
    ],
  },
});
