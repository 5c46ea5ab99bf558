import { trimEnd, trimStart } from '../../domain/kernel/trim-ends.ts';

/** Characters of Message-IDs that are looked at, from the end: the newest of a thread stand last. */
const IDS_LIMIT = 64_000;
/** Characters of a date. */
const DATE_LIMIT = 200;

/** Message-IDs of a header, in their order; white space that folding put into one goes, garbage around them too. */
export const readMessageIds = (values: readonly string[]): readonly string[] => {
  const all = values.join(' ').slice(-IDS_LIMIT);
  const bracketed = [...all.matchAll(/<([^<>]{1,998})>/g)].map((match) => match[1]!.replace(/\s+/g, ''));
  const bare = all
    .replace(/<[^<>]*>/g, ' ')
    .split(/[\s,;]+/)
    .map((word) => trimEnd(trimStart(word, '<"\'('), '>"\')'));
  const ids = bracketed.length > 0 ? bracketed : bare.filter((word) => /^[^@\s]+@[^@\s]+$/.test(word));
  return [...new Set(ids)].filter((id) => id !== '');
};

/** ISO 8601; undefined for what is no date. */
export const readDate = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  const time = Date.parse(
    value
      .slice(0, DATE_LIMIT)
      .replace(/\([^)]*\)/g, ' ')
      .trim(),
  );
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};
