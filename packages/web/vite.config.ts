import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const api = 'http://127.0.0.1:4180';
const ownModule = /packages[\\/]\w+[\\/]src[\\/](?!main\.tsx$|design[\\/]index\.ts$).*\.tsx?$/;

export default defineConfig({
  plugins: [react()],
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
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api } },
});
