import { useIsMutating } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { mutationKeys } from '../desk/api/query-keys.ts';
import { onlyOwnChanges } from '../desk/api/settle-ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { draftShelf } from '../desk/drafts/draft-shelf.ts';
import {
  decide,
  draftKey,
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

type DraftState = 'none' | 'typing' | 'kept' | 'failed';
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
  /** Keeps why the last decision failed. `isClear`: the API surely did nothing. */
  readonly failed: (trouble: Trouble, isClear: boolean) => void;
  readonly drop: () => void;
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
  const isKeeping = useIsMutating({ mutationKey: mutationKeys.keep(serviceId, number) }) > 0;
  const seen = stored === null ? begunAt : { version: stored.seenVersion, at: stored.seenAt };

  const put = useCallback(
    (draft: Draft) => {
      setFailed(!shelf.put(key, { ...draft, savedAt: new Date().toISOString() }));
    },
    [shelf, key],
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
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [save]);

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
  });
  return {
    initial,
    stored,
    state: hasFailed ? 'failed' : isTyping ? 'typing' : stored === null ? 'none' : 'kept',
    savedAt: stored?.savedAt ?? null,
    files: stored?.files ?? NO_FILES,
    unseen: seen !== null && seen.version < version && !ownOnly && !isKeeping ? { since: seen.at } : null,
    write: (html, isEmpty, command) => {
      const before = typed.current ?? shelf.get(key);
      if (isEmpty && (before === null || before.files.length === 0)) {
        if (before !== null) drop();
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
      if (files.length === 0 && kept.html === '') drop();
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
    failed: (trouble, isClear) => {
      const kept = shelf.get(key);
      if (kept === null) return;
      const files = kept.files.map((file) =>
        trouble.uploadId !== undefined && file.uploadId === trouble.uploadId ? { ...file, uploadId: null } : file,
      );
      put({ ...kept, files, trouble, unsettled: isClear ? null : kept.unsettled });
    },
    drop,
    restore: put,
  };
};
