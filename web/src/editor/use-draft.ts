import { useIsMutating } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { onlyOwnChanges } from '../api/own-changes.ts';
import type { Decision, ProcessCommand } from '../api/use-processing.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { decide, draftKey, readDraft, removeDraft, writeDraft, type Draft } from './draft.ts';

/** Milliseconds without a key press after which a draft is kept. */
const PAUSE = 500;

export type DraftState = 'none' | 'typing' | 'kept' | 'failed';
export type DraftControl = {
  /** What was kept when the ticket was opened. */
  readonly initial: Draft | null;
  readonly state: DraftState;
  readonly savedAt: string | null;
  /** Something came that the agent has not seen since the draft began; `since` is the newest moment that was seen. */
  readonly unseen: { readonly since: string } | null;
  readonly write: (html: string, isEmpty: boolean, command: ProcessCommand) => void;
  readonly markSeen: (at: string) => void;
  /** The decision to send now; kept, so that a crash of the browser can't turn one answer into two. */
  readonly prepare: (command: ProcessCommand, html: string) => Decision;
  /** The last decision was refused: nothing of it was done. */
  readonly refused: () => void;
  readonly drop: () => void;
};

/** The agent's draft of one ticket. */
export const useDraft = (ticket: TicketView, agentId: string, newestAt: string): DraftControl => {
  const { serviceId, number, version } = ticket;
  const key = draftKey(agentId, serviceId, number);
  const [initial] = useState(() => readDraft(window.localStorage, key));
  const draft = useRef<Draft | null>(initial);
  const [state, setState] = useState<DraftState>(initial === null ? 'none' : 'kept');
  const [savedAt, setSavedAt] = useState(initial?.savedAt ?? null);
  const [seen, setSeen] = useState(initial === null ? null : { version: initial.seenVersion, at: initial.seenAt });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isKeeping = useIsMutating({ mutationKey: ['keep', serviceId, number] }) > 0;

  const save = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (draft.current === null) return;
    draft.current = { ...draft.current, savedAt: new Date().toISOString() };
    setState(writeDraft(window.localStorage, key, draft.current) ? 'kept' : 'failed');
    setSavedAt(draft.current.savedAt);
  }, [key]);
  const drop = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    draft.current = null;
    removeDraft(window.localStorage, key);
    setState('none');
    setSavedAt(null);
    setSeen(null);
  }, [key]);
  const see = useCallback((seenVersion: number, seenAt: string) => {
    if (draft.current === null) return;
    draft.current = { ...draft.current, seenVersion, seenAt };
    setSeen({ version: seenVersion, at: seenAt });
    save();
  }, [save]);

  // What was typed in the last half second is kept when the ticket or the page is left.
  useEffect(() => {
    const leave = (): void => { if (timer.current !== undefined) save(); };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [save]);

  const ownOnly = seen !== null && seen.version < version && onlyOwnChanges(serviceId, number, seen.version, version);
  useEffect(() => { if (ownOnly && seen !== null) see(version, seen.at); }, [ownOnly, seen, see, version]);

  return {
    initial, state, savedAt,
    unseen: seen !== null && seen.version < version && !ownOnly && !isKeeping ? { since: seen.at } : null,
    write: (html, isEmpty, command) => {
      if (isEmpty) {
        if (draft.current !== null) drop();
        return;
      }
      const begun = draft.current;
      draft.current = begun === null ? { html, command, seenVersion: version, seenAt: newestAt, savedAt: '', unsettled: null } : { ...begun, html, command };
      if (begun === null) setSeen({ version, at: newestAt });
      setState('typing');
      clearTimeout(timer.current);
      timer.current = setTimeout(save, PAUSE);
    },
    markSeen: (at) => { see(version, at); },
    prepare: (command, html) => {
      const base = draft.current ?? { html, command, seenVersion: version, seenAt: newestAt, savedAt: '', unsettled: null };
      const decision = decide(base, command, html, () => crypto.randomUUID());
      draft.current = { ...base, html, command, unsettled: decision };
      save();
      return decision;
    },
    refused: () => {
      if (draft.current === null) return;
      draft.current = { ...draft.current, unsettled: null };
      save();
    },
    drop,
  };
};
