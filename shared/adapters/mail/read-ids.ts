import { trimEnd, trimStart } from '../../domain/kernel/plain-text.ts';

/** Maximum characters read of Message-IDs, counted from the end: the newest ids of a thread stand last. */
const IDS_LIMIT = 64_000;
/** Maximum characters of a date. */
const DATE_LIMIT = 200;

/** The Message-IDs of a header in order; white space from folding and text around the ids are removed. */
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

/** The date in ISO 8601; undefined when it can't be read. */
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
