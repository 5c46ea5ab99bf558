import { readDraft, removeDraft, writeDraft, type Draft, type DraftStorage } from './draft.ts';

export type DraftShelf = {
  readonly get: (key: string) => Draft | null;
  /** Keeps a draft; false when the browser refuses. Then it is kept until the page is left. */
  readonly put: (key: string, draft: Draft) => boolean;
  readonly remove: (key: string) => void;
  /** All drafts whose keys begin so, with the rest of their keys; the same array as long as nothing changes. */
  readonly all: (prefix: string) => readonly (readonly [rest: string, draft: Draft])[];
  /** Calls back on each change, also by another window. Returns the unsubscribe. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Another window changed what is kept; null when it changed everything. */
  readonly changedElsewhere: (key: string | null) => void;
};

type Storage = DraftStorage & Pick<globalThis.Storage, 'key' | 'length'>;

const PREFIX = 'handover.draft.';
const keysOf = (storage: Storage): readonly string[] => {
  try {
    return Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(
      (key) => key?.startsWith(PREFIX) ?? false,
    ) as string[];
  } catch {
    return [];
  }
};

/** Where drafts lie: this browser's storage, looked at by every part of the console that shows them. */
export const createDraftShelf = (storage: Storage): DraftShelf => {
  const drafts = new Map(
    keysOf(storage).flatMap((key): readonly (readonly [string, Draft])[] => {
      const draft = readDraft(storage, key);
      return draft === null ? [] : [[key, draft]];
    }),
  );
  const lists = new Map<string, ReturnType<DraftShelf['all']>>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    lists.clear();
    for (const listener of listeners) listener();
  };
  const take = (key: string): void => {
    const draft = readDraft(storage, key);
    if (draft === null) drafts.delete(key);
    else drafts.set(key, draft);
  };
  return {
    get: (key) => drafts.get(key) ?? null,
    put: (key, draft) => {
      drafts.set(key, draft);
      const isKept = writeDraft(storage, key, draft);
      changed();
      return isKept;
    },
    remove: (key) => {
      removeDraft(storage, key);
      if (drafts.delete(key)) changed();
    },
    all: (prefix) => {
      const list =
        lists.get(prefix) ??
        [...drafts]
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, draft]) => [key.slice(prefix.length), draft] as const);
      lists.set(prefix, list);
      return list;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    changedElsewhere: (key) => {
      if (key !== null && !key.startsWith(PREFIX)) return;
      for (const each of key === null ? [...drafts.keys()] : [key]) take(each);
      changed();
    },
  };
};

let shelf: DraftShelf | null = null;

/** Where the browser forbids its storage, drafts live as long as the page. */
const storageOfBrowser = (): Storage => {
  try {
    return window.localStorage;
  } catch {
    const refuse = (): never => {
      throw new Error('This browser keeps nothing');
    };
    return { getItem: () => null, setItem: refuse, removeItem: refuse, key: () => null, length: 0 };
  }
};

/** This browser's drafts. */
export const draftShelf = (): DraftShelf => {
  if (shelf !== null) return shelf;
  const made = createDraftShelf(storageOfBrowser());
  window.addEventListener('storage', ({ key }) => {
    made.changedElsewhere(key);
  });
  shelf = made;
  return made;
};
