import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/** The harness pages on a free port of this machine. */
export async function serveHarness(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const web = fileURLToPath(new URL('../../', import.meta.url));
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    cacheDir: `${web}node_modules/.vite-harness`,
    logLevel: 'error',
    resolve: { conditions: ['shapan-source', 'module', 'browser', 'development'] },
    optimizeDeps: {
      include: ['react', 'react-dom/client', 'react/jsx-dev-runtime', 'lucide-react'],
    },
    server: {
      host: '127.0.0.1',
      port: 0,
      hmr: false,
      watch: null,
      fs: { allow: [fileURLToPath(new URL('../../../../', import.meta.url))] },
    },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The harness has no address.');
  return { url, close: () => server.close() };
}
