import { readDraft, removeDraft, writeDraft, type Draft, type DraftStorage } from './draft.ts';

export type DraftShelf = {
  readonly get: (key: string) => Draft | null;
  /** Keeps a draft. Returns false when the browser's storage refuses it: then it is kept until the page is closed. */
  readonly put: (key: string, draft: Draft) => boolean;
  readonly remove: (key: string) => void;
  /** All drafts whose key begins with `prefix`, with the rest of the key. The same array until a draft changes. */
  readonly all: (prefix: string) => readonly (readonly [rest: string, draft: Draft])[];
  /** Calls `listener` on each change, also by another window. Returns a function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Must be called when another window changed the storage under `key`; null when it changed everything. */
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

/** Keeps drafts in the browser's storage, and tells every part of the console that shows them about changes. */
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

/** When the browser forbids its storage, drafts are lost with the page. */
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

/** The shelf of this browser; made on the first call. */
export const draftShelf = (): DraftShelf => {
  if (shelf !== null) return shelf;
  const made = createDraftShelf(storageOfBrowser());
  window.addEventListener('storage', ({ key }) => {
    made.changedElsewhere(key);
  });
  shelf = made;
  return made;
};
