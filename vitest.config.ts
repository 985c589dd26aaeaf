import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'server/src/**/*.test.ts',
      'media/panel/**/*.test.{ts,tsx}',
      'client/src/**/*.test.ts',
      'test/**/*.test.{ts,tsx,mjs}',
    ],
    exclude: ['**/node_modules/**', 'test/vscode/suite/**'],
    testTimeout: 60_000,
  },
});
