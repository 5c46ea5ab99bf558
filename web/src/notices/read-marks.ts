import { useCallback, useSyncExternalStore } from 'react';

/** What an agent did with a service's notices; kept in this browser's localStorage. */
export type ReadMarks = {
  readonly folded: boolean;
  /** The version of each notice that was read last. */
  readonly read: Readonly<Record<string, number>>;
};
type Noticed = { readonly noticeId: string; readonly version: number };

const NOTHING: ReadMarks = { folded: false, read: {} };

/** Reads kept marks; what is not of their form counts as nothing. */
export const parseMarks = (kept: string | null): ReadMarks => {
  try {
    const { folded, read } = JSON.parse(kept ?? '') as Partial<Record<keyof ReadMarks, unknown>>;
    return {
      folded: folded === true,
      read: Object.fromEntries(
        Object.entries(typeof read === 'object' && read !== null ? read : {}).filter(
          (entry): entry is [string, number] => typeof entry[1] === 'number',
        ),
      ),
    };
  } catch {
    return NOTHING;
  }
};

/** A notice that was changed since it was read is unread again. */
export const isUnread = ({ read }: ReadMarks, { noticeId, version }: Noticed): boolean =>
  (read[noticeId] ?? 0) < version;

/** The marks once `opened` were read. Of notices that are no longer listed nothing is kept. */
export const afterReading = (marks: ReadMarks, opened: readonly Noticed[], listed: readonly Noticed[]): ReadMarks => {
  const before = Object.fromEntries(
    listed.flatMap(({ noticeId }) => {
      const version = marks.read[noticeId];
      return version === undefined ? [] : [[noticeId, version]];
    }),
  );
  return { ...marks, read: { ...before, ...Object.fromEntries(opened.map((each) => [each.noticeId, each.version])) } };
};

/** The texts that were read or written last; a storage that is full or forbidden is made up for until the page ends. */
const texts = new Map<string, string | null>();
const parsed = new Map<string, readonly [string | null, ReadMarks]>();
const listeners = new Set<() => void>();

const marksOf = (key: string): ReadMarks => {
  let text = texts.get(key);
  if (text === undefined) {
    try {
      text = window.localStorage.getItem(key);
    } catch {
      text = null;
    }
    texts.set(key, text);
  }
  const known = parsed.get(key);
  if (known?.[0] === text) return known[1];
  const marks = parseMarks(text);
  parsed.set(key, [text, marks]);
  return marks;
};

const subscribe = (listener: () => void): (() => void) => {
  // Another window of this browser has changed them.
  const changed = ({ key, newValue }: StorageEvent): void => {
    if (key === null) texts.clear();
    else if (texts.has(key)) texts.set(key, newValue);
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', changed);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', changed);
  };
};

/** An agent's marks in a service, and how to change them. */
export const useReadMarks = (
  serviceId: string,
  agentId: string,
): readonly [ReadMarks, (change: (marks: ReadMarks) => ReadMarks) => void] => {
  const key = `handover.notices.${serviceId}.${agentId}`;
  const marks = useSyncExternalStore(subscribe, () => marksOf(key));
  const change = useCallback(
    (next: (marks: ReadMarks) => ReadMarks) => {
      const text = JSON.stringify(next(marksOf(key)));
      texts.set(key, text);
      try {
        window.localStorage.setItem(key, text);
      } catch {
        // The storage is full or forbidden: the marks are lost with the page.
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [marks, change];
};
