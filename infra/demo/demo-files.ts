import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file that a mail of the demo carries, or an agent's answer. */
export type DemoFile = { readonly name: string; readonly type: string; readonly bytes: Buffer };

const read = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'files', name));

/** A photograph of the damage. */
export const damagePicture = (name: string): DemoFile => ({ name, type: 'image/png', bytes: read('cracked-case.png') });
export const receipt = (name: string): DemoFile => ({ name, type: 'application/pdf', bytes: read('receipt.pdf') });
export const returnLabel = (name: string): DemoFile => ({
  name,
  type: 'application/pdf',
  bytes: read('return-label.pdf'),
});
