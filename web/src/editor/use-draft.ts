import { useIsMutating } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { mutationKeys } from '../desk/api/query-keys.ts';
import { onlyOwnChanges } from '../desk/api/settle-ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { draftShelf } from '../desk/drafts/draft-shelf.ts';
import { draftSync, type DraftPlace } from '../desk/drafts/draft-sync.ts';
import {
  decide,
  draftKey,
  isUnsaved,
  type Decision,
  type Draft,
  type DraftFile,
  type ProcessCommand,
} from '../desk/drafts/draft.ts';
import type { Trouble } from '../desk/drafts/trouble.ts';

/** Milliseconds without a key press after which the text is kept. */
const PAUSE = 500;
/** Troubles that end when the agent has looked at what changed. */
const OVER_ONCE_SEEN = new Set(['version_conflict', 'news_arrived']);

const NO_FILES: readonly never[] = [];

/** `here`: this browser keeps it, the server has not got it. `failed`: not even this browser keeps it. */
type DraftState = 'none' | 'typing' | 'kept' | 'here' | 'failed';
export type DraftControl = {
  /** The draft that was kept when the ticket was opened. */
  readonly initial: Draft | null;
  /** The draft that is kept now; another window may have changed it. */
  readonly stored: Draft | null;
  readonly state: DraftState;
  readonly savedAt: string | null;
  /** Not null when the ticket changed after the draft was begun; `since` is the time of the newest thing seen. */
  readonly unseen: { readonly since: string } | null;
  /** The files of the draft, uploaded or not. */
  readonly files: readonly DraftFile[];
  /** The text is dropped with its draft when it is empty, unless the draft has files. */
  readonly write: (html: string, isEmpty: boolean, command: ProcessCommand) => void;
  readonly attach: (files: readonly DraftFile[], command: ProcessCommand) => void;
  /** Takes a file away; the draft goes with its last one when it has no text. */
  readonly detach: (id: string) => void;
  readonly markSeen: (at: string) => void;
  /** Makes the decision to send, and keeps it: so a crash of the browser can't lead to two answers. */
  readonly prepare: (command: ProcessCommand, html: string) => Decision;
  /** Keeps why the last decision failed, and the decision itself while its outcome is not known. */
  readonly failed: (trouble: Trouble) => void;
  /** The text was sent. */
  readonly sent: (decision: Decision) => void;
  /** The decision as it is sent: with the version of the server's draft that it uses up. */
  readonly sendable: (decision: Decision) => Promise<Decision>;
  readonly discard: () => void;
  /** Goes on with the text that was written elsewhere; the one here can be loaded again. */
  readonly takeOther: () => void;
  /** Goes on with the text here; the one that was written elsewhere can be loaded again. */
  readonly keepMine: () => void;
  /** Puts back a draft that was discarded. */
  readonly restore: (draft: Draft) => void;
};

/** The agent's draft of one ticket. */
export const useDraft = (ticket: TicketView, agentId: string, newestAt: string): DraftControl => {
  const { serviceId, number, version, title } = ticket;
  const shelf = draftShelf();
  const key = draftKey(agentId, serviceId, number);
  const stored = useSyncExternalStore(shelf.subscribe, () => shelf.get(key));
  const [initial] = useState(stored);
  /** The text of the last half second, not kept yet. */
  const typed = useRef<Draft | null>(null);
  const [begunAt, setBegunAt] = useState<{ readonly version: number; readonly at: string } | null>(null);
  const [isTyping, setTyping] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { call } = useConsole();
  const sync = draftSync();
  const place = useMemo<DraftPlace>(() => ({ call, key, serviceId, number }), [call, key, serviceId, number]);
  const syncState = useSyncExternalStore(sync.subscribe, () => sync.stateOf(key));
  const isKeeping = useIsMutating({ mutationKey: mutationKeys.keep(serviceId, number) }) > 0;
  const seen = stored === null ? begunAt : { version: stored.seenVersion, at: stored.seenAt };

  const put = useCallback(
    (draft: Draft) => {
      setFailed(!shelf.put(key, { ...draft, savedAt: new Date().toISOString() }));
      sync.schedule(place);
    },
    [shelf, key, sync, place],
  );
  const stopTyping = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    typed.current = null;
    setTyping(false);
  }, []);
  const save = useCallback(() => {
    const latest = typed.current;
    stopTyping();
    if (latest === null) return;
    const kept = shelf.get(key);
    put(kept === null ? latest : { ...kept, html: latest.html, command: latest.command });
  }, [shelf, key, put, stopTyping]);
  const drop = useCallback(() => {
    stopTyping();
    setBegunAt(null);
    setFailed(false);
    shelf.remove(key);
  }, [shelf, key, stopTyping]);
  const discard = useCallback(() => {
    const discarded = shelf.get(key);
    drop();
    if (discarded !== null) sync.discard(place, discarded);
  }, [shelf, key, drop, sync, place]);
  const see = useCallback(
    (seenVersion: number, seenAt: string) => {
      save();
      const kept = shelf.get(key);
      if (kept !== null)
        put({
          ...kept,
          seenVersion,
          seenAt,
          trouble: kept.trouble !== null && OVER_ONCE_SEEN.has(kept.trouble.code) ? null : kept.trouble,
        });
    },
    [shelf, key, put, save],
  );

  // A text that is not kept yet is kept when the ticket or the page is left.
  useEffect(() => {
    const leave = (keepalive: boolean): void => {
      save();
      void sync.push(place, { keepalive });
    };
    const leavePage = (): void => {
      leave(true);
    };
    window.addEventListener('pagehide', leavePage);
    return () => {
      window.removeEventListener('pagehide', leavePage);
      leave(false);
    };
  }, [save, sync, place]);

  const shown = useRef({ ticket, newestAt });
  useEffect(() => {
    shown.current = { ticket, newestAt };
  });
  // The server's draft is read beside the ticket, and again with each change of a ticket without a text here: an answer
  // that was taken back is a draft again.
  const readAt = stored === null ? version : 0;
  useEffect(() => {
    const load = (): void => void sync.load(place, save, () => shown.current);
    load();
    window.addEventListener('online', load);
    const close = sync.attend(key, load);
    return () => {
      close();
      window.removeEventListener('online', load);
    };
  }, [sync, place, key, save, readAt]);

  const ownOnly = seen !== null && seen.version < version && onlyOwnChanges(serviceId, number, seen.version, version);
  const seenAt = seen?.at;
  useEffect(() => {
    if (ownOnly && seenAt !== undefined) see(version, seenAt);
  }, [ownOnly, seenAt, see, version]);

  const fresh = (command: ProcessCommand, html: string): Draft => ({
    html,
    files: [],
    command,
    seenVersion: version,
    seenAt: newestAt,
    savedAt: '',
    unsettled: null,
    title,
    trouble: null,
    server: null,
    other: null,
  });
  const stateNow = (): DraftState => {
    if (hasFailed) return 'failed';
    if (stored === null) return isTyping ? 'typing' : 'none';
    if (!isTyping && !isUnsaved(stored)) return 'kept';
    return syncState === 'failed' || stored.other !== null || stored.unsettled !== null ? 'here' : 'typing';
  };
  return {
    initial,
    stored,
    state: stateNow(),
    savedAt: stored?.savedAt ?? null,
    files: stored?.files ?? NO_FILES,
    unseen: seen !== null && seen.version < version && !ownOnly && !isKeeping ? { since: seen.at } : null,
    write: (html, isEmpty, command) => {
      const before = typed.current ?? shelf.get(key);
      if (isEmpty && (before === null || before.files.length === 0)) {
        if (before !== null) discard();
        return;
      }
      const text = isEmpty ? '' : html;
      typed.current = before === null ? fresh(command, text) : { ...before, html: text, command };
      if (before === null) setBegunAt({ version, at: newestAt });
      setTyping(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(save, PAUSE);
    },
    attach: (files, command) => {
      save();
      const kept = shelf.get(key);
      if (kept === null) setBegunAt({ version, at: newestAt });
      const base = kept ?? fresh(command, '');
      put({ ...base, files: [...base.files, ...files] });
    },
    detach: (id) => {
      save();
      const kept = shelf.get(key);
      if (kept === null) return;
      const files = kept.files.filter((file) => file.id !== id);
      if (files.length === 0 && kept.html === '') discard();
      else put({ ...kept, files });
    },
    markSeen: (at) => {
      see(version, at);
    },
    prepare: (command, html) => {
      save();
      const base = shelf.get(key) ?? fresh(command, html);
      const decision = decide(base, command, html, () => crypto.randomUUID());
      put({ ...base, html, command, unsettled: decision, trouble: null, title });
      return decision;
    },
    failed: (trouble) => {
      const kept = shelf.get(key);
      if (kept === null) return;
      const files = kept.files.map((file) =>
        trouble.uploadId !== undefined && file.uploadId === trouble.uploadId ? { ...file, uploadId: null } : file,
      );
      put({ ...kept, files, trouble, unsettled: trouble.code === 'unknown_outcome' ? kept.unsettled : null });
    },
    sent: ({ key: decided }) => {
      const unsettled = shelf.get(key)?.unsettled;
      drop();
      sync.sent(place, unsettled?.key === decided ? unsettled.draftVersion : null);
    },
    sendable: (decision) => sync.sendable(place, decision),
    discard,
    takeOther: () => {
      save();
      sync.takeOther(place);
    },
    keepMine: () => {
      sync.keepMine(place);
    },
    restore: (draft) => {
      put({ ...draft, server: null, other: null });
    },
  };
};
