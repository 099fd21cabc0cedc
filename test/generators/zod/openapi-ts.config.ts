import { defineConfig } from '@hey-api/openapi-ts';

export default defineConfig({
  input: process.env['CONTRACT'] ?? '',
  output: 'tasks',
  plugins: [
    '@hey-api/client-fetch',
    { name: '@hey-api/sdk', validator: 'zod' },
    // zod refuses times with an offset by default.
    { name: 'zod', dates: { offset: true } },
  ],
});
