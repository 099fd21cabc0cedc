import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist/', '.compiled/', 'generated/', '.tap/', '.coverage/', '.data/', 'test/generators/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Numbers in texts need no String().
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An empty configuration value counts as missing, so `||` is right for strings.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // A mapped type over a type parameter cannot be written as a Record.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // Handlers and hooks must be async by their type, also those that await nothing.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_$', ignoreRestSiblings: true }],
      // tap awaits its subtests itself, and fails if one fails.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafePromises: [{ from: 'package', name: 'PromiseWithSubtest', package: '@tapjs/core' }] },
      ],
      // prettier breaks code at this width. It leaves comments alone, and it cannot break strings.
      'max-len': [
        'error',
        { code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // A file that needs more lines says why: `/* eslint-disable max-lines -- reason */`.
      'max-lines': ['error', { max: 200 }],
      'max-lines-per-function': ['error', { max: 50 }],
    },
  },
);
