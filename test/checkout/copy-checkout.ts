import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/**
 * What git leaves out, read from .gitignore so that a checkout without git (a downloaded archive) can be copied too;
 * throws at a pattern that it doesn't know.
 */
const ignored = (name: string): boolean =>
  readFileSync(join(ROOT, '.gitignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .some((pattern) => {
      const known = /^(\*?)([\w.-]+)\/?$/.exec(pattern);
      if (known === null) throw new Error(`copy-checkout.ts doesn't know the pattern ${pattern} of .gitignore`);
      return known[1] === '*' ? name.endsWith(known[2]!) : name === known[2];
    });

/** Files of the checkout, tracked or new, as git would list them, relative to its root. */
export const checkoutFiles = (below = ''): readonly string[] =>
  readdirSync(join(ROOT, below), { withFileTypes: true })
    .filter(({ name }) => name !== '.git' && !ignored(name))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? checkoutFiles(path) : [path];
    });

/** Copies the checkout to a folder that must not exist, with a link to the packages. */
export const copyCheckout = (folder: string): void => {
  for (const path of checkoutFiles()) cpSync(join(ROOT, path), join(folder, path));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
};
