import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');

type Axe = {
  readonly axe: {
    run(
      context: Document,
      options: unknown,
    ): Promise<{
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[] }[];
      }[];
    }>;
  };
};

/**
 * What axe finds wrong with the page as it stands, one line for each element: the rule and the element. WCAG and best
 * practices alike.
 */
export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(source);
  // During an animation colours are mixed, and axe would find too little contrast.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
  const violations = await page.evaluate(async () =>
    (await (window as unknown as Axe).axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(
      ({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${html.slice(0, 220)} ${any[0]?.message.slice(0, 120) ?? ''}`),
    ),
  );
  return violations;
};
