import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import type { StartBenchConsole } from './console.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BUILT = join(ROOT, '.build', 'bench', 'start-console.mjs');

const nothing = (): void => undefined;
/** What React asks of a page that never shows anything. */
const page = () => {
  const listening = { addEventListener: nothing, removeEventListener: nothing };
  const document: Record<string, unknown> = {
    ...listening,
    nodeType: 9,
    nodeName: '#document',
    visibilityState: 'visible',
    activeElement: null,
    oninput: null,
    createElement: () => ({
      ...listening,
      nodeType: 1,
      nodeName: 'DIV',
      tagName: 'DIV',
      namespaceURI: 'http://www.w3.org/1999/xhtml',
      ownerDocument: document,
      textContent: '',
      style: {},
      childNodes: [],
    }),
  };
  document['defaultView'] = globalThis;
  return { ...listening, window: globalThis, document, HTMLIFrameElement: EventTarget };
};

/**
 * Builds the console's own code without its pages, and loads it into this process, which from then on looks like a
 * browser as far as that code asks.
 */
export const loadConsole = async (): Promise<StartBenchConsole> => {
  process.env['NODE_ENV'] = 'production';
  mkdirSync(join(BUILT, '..'), { recursive: true });
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['test/web/bench/start-console.tsx'],
      outfile: BUILT,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      jsx: 'automatic',
      logLevel: 'warning',
    });
  } finally {
    await stop();
  }
  Object.assign(globalThis, page());
  const { startConsole, socketOfBench } = (await import(pathToFileURL(BUILT).href)) as {
    readonly startConsole: StartBenchConsole;
    readonly socketOfBench: (url: string) => WebSocket;
  };
  Object.assign(globalThis, {
    // `new` gives what the function returns.
    WebSocket: function (url: string) {
      return socketOfBench(url);
    },
  });
  return startConsole;
};
