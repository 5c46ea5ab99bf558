import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonalKind, PersonalSpan } from '../../../../../shared/domain/masking/detect/personal-span.ts';

/** A mail as it would arrive, and where its personal data stands. */
export type LabelledText = { readonly text: string; readonly spans: readonly PersonalSpan[] };

const MARK = /\[\[([a-z_]+):(.+?)\]\]/g;

const parse = (marked: string): LabelledText => {
  const spans: PersonalSpan[] = [];
  let text = '';
  let last = 0;
  for (const match of marked.matchAll(MARK)) {
    text += marked.slice(last, match.index);
    spans.push({ kind: match[1] as PersonalKind, start: text.length, end: text.length + match[2]!.length });
    text += match[2]!;
    last = match.index + match[0].length;
  }
  return { text: text + marked.slice(last), spans };
};

/** Mails of the file, divided by lines of `---`, with personal data as `[[kind:characters]]`. */
export const labelledTexts = (file: 'ko' | 'en' | 'held-out'): readonly LabelledText[] =>
  readFileSync(join('test/shared/domain/masking/detect', `labelled-texts-${file}.txt`), 'utf8')
    .trimEnd()
    .split('\n---\n')
    .map(parse);
