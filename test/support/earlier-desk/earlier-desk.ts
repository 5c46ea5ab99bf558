import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

type Row = {
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly important: boolean;
};
/** What the release that wrote a data folder said of it, by its API. */
export type EarlierDesk = {
  /** By agent, then by list. */
  readonly lists: Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>>;
  /** Of Mina. */
  readonly counts: Readonly<Record<string, unknown>>;
  /** One customer of two, with the titles of both one's tickets. */
  readonly customer: { readonly customerId: string; readonly tickets: readonly string[] };
  /** An entry of which a part is masked. */
  readonly masked: { readonly number: number; readonly entryId: string };
};

const read = (file: string) => readFileSync(join(import.meta.dirname, file));

/** A data folder that an earlier release wrote: README.md beside this file says how. */
export const earlierDesk = (name: string) => ({
  said: JSON.parse(read(`${name}.json`).toString()) as EarlierDesk,
  unpack: (data: string): void => {
    const files = JSON.parse(brotliDecompressSync(read(`${name}.json.br`)).toString()) as Record<string, string>;
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(data, path)), { recursive: true });
      writeFileSync(join(data, path), Buffer.from(bytes, 'base64'));
    }
  },
});
