import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const api = 'http://127.0.0.1:4180';
const ownModule = /packages[\\/]\w+[\\/]src[\\/](?!main\.tsx$|begin\.ts$|design[\\/]index\.ts$).*\.tsx?$/;

/** What asks for the books of an address comes first in the page, and waits for none of the programs that draw. */
function beginFirst(): Plugin {
  return {
    name: 'begin-first',
    config: ({ root = import.meta.dirname }) => ({
      build: {
        rolldownOptions: { input: { index: join(root, 'index.html'), begin: join(root, 'src/begin.ts') } },
      },
    }),
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const begin = Object.values(bundle ?? {}).find((one) => one.type === 'chunk' && one.name === 'begin');
        const needs = begin?.type === 'chunk' ? begin.imports : [];
        return [
          {
            tag: 'script',
            attrs: {
              type: 'module',
              async: true,
              fetchpriority: 'high',
              src: `/${begin?.fileName ?? 'src/begin.ts'}`,
            },
          },
          ...needs.map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', href: `/${file}` } })),
        ];
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), beginFirst()],
  // The other floors come from their sources, so that an edit there shows at once.
  resolve: { conditions: ['shapan-source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    // The content policy knows files of our own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Our own modules do nothing by being imported, except the sheets, the entry and the door that brings the base
      // styles along: what a page does not use, it does not load, although everything comes through one door.
      treeshake: { moduleSideEffects: (id) => !ownModule.test(id) },
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack[\\/][\w-]+)[\\/]/,
            },
            // What nearly every page is made of comes in one piece: a browser has few lines to one server.
            {
              name: 'parts',
              test: /node_modules[\\/](@base-ui|@floating-ui|lucide-react|use-sync-external-store)[\\/]/,
            },
            { name: 'design', test: /web[\\/]src[\\/]design[\\/](?!charts)/ },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api } },
});
