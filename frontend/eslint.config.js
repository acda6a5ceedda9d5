import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// Read a row as: files in <folder> may not import <patterns>, because <reason>. Types may cross, values may not.
const directions = [
  ['src/views/**', ['**/lib/desktop/**', '$lib/desktop/**'], 'views talk to state; only state talks to the desktop'],
  ['src/lib/state/**', ['**/views/**'], 'state does not know which screen shows it'],
  [
    'src/lib/ui/**',
    ['**/views/**', '**/state/**', '**/desktop/**', '**/scanner/**', '$lib/state/**', '$lib/desktop/**'],
    'parts of the interface know no domain',
  ],
  [
    'src/lib/desktop/**',
    ['**/views/**', '**/state/**', '**/ui/**', '$lib/state/**', '$lib/ui/**'],
    'the adapter knows nothing above it',
  ],
  [
    'src/lib/{scanner,sound,keys,i18n}/**',
    ['**/views/**', '**/state/**', '**/desktop/**', '**/ui/**'],
    'these are pure and stand alone',
  ],
];

const rules = directions.map(([files, group, message]) => ({
  files: [`${files}/*.ts`, `${files}/*.svelte`],
  ignores: ['**/*.test.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group, message, allowTypeImports: true }] }],
  },
}));

export default ts.config(
  { ignores: ['dist', 'node_modules', 'e2e'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      'no-eval': 'error',
      'no-alert': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/no-at-html-tags': 'error',
      'svelte/prefer-svelte-reactivity': 'off', // plain sets and maps here are never what a screen draws
      'svelte/no-inline-styles': ['error', { allowTransitions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  ...rules,
);
