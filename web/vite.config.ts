import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { WIDTHS } from './src/ui/widths.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  css: {
    postcss: {
      plugins: [
        {
          postcssPlugin: 'named-widths',
          AtRule: {
            media: (rule) => {
              for (const [name, query] of Object.entries(WIDTHS))
                rule.params = rule.params.replace(`(--${name})`, query);
              if (rule.params.includes('(--')) throw rule.error('No width is called that in web/src/ui/widths.ts');
            },
          },
        },
      ],
    },
  },
  build: {
    outDir: fileURLToPath(new URL('../.build/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What every page loads stays in one piece; cut up by what each lazy part shares with it, it would be larger.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'console', tags: ['$initial'] }] } } },
  },
});
