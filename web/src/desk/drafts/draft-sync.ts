import { discardDraft, getDraft, saveDraft } from '../../../../shared/contracts/http/drafts.ts';
import type { Call, InputOf, OutputOf } from '../api/call-operation.ts';
import { NotSentError, ProblemError } from '../api/problem-error.ts';
import { draftShelf, type DraftShelf } from './draft-shelf.ts';
import { isUnsaved, uploadIdsOf, type Decision, type Draft, type ProcessCommand } from './draft.ts';
import { isClearRefusal } from './trouble.ts';
import type { UnsentDrafts } from './use-unsent-drafts.ts';

export type ServerDraft = OutputOf<typeof getDraft>;
/** The draft of one ticket: where this browser keeps it, and where the server does. */
export type DraftPlace = {
  readonly call: Call;
  readonly key: string;
  readonly serviceId: string;
  readonly number: number;
};
/** `failed`: the server could not be reached, or refused it; the next change tries again. */
type SyncState = 'idle' | 'saving' | 'failed';

/** Milliseconds without a change after which the text goes to the server. */
const PAUSE = 1500;

const filesOf = ({ files }: ServerDraft): Draft['files'] => files.map((file) => ({ ...file, id: file.uploadId }));
const stateOf = (draft: ServerDraft): NonNullable<Draft['server']> => ({
  version: draft.version,
  html: draft.html,
  uploadIds: uploadIdsOf({ files: filesOf(draft) }),
});
const isBlank = ({ html, files }: Pick<ServerDraft, 'html' | 'files'>): boolean => html === '' && files.length === 0;

/** Whether both have the same text and the same files. */
const saysTheSame = (local: Draft, found: ServerDraft): boolean =>
  local.html === found.html && uploadIdsOf(local).join() === uploadIdsOf({ files: filesOf(found) }).join();

/** The part of a draft that a text of the server makes. */
const partsOf = (found: ServerDraft): Pick<Draft, 'html' | 'files' | 'server' | 'other'> => ({
  html: found.html,
  files: filesOf(found),
  server: stateOf(found),
  other: null,
});

type Shown = {
  readonly ticket: { readonly version: number; readonly title: string };
  /** Time of the newest thing that the ticket shows. */
  readonly newestAt: string;
  readonly command: ProcessCommand;
};
/**
 * The draft of a text that only the server has. What others added since it was begun has to be looked at before it is
 * sent, whichever version the ticket shows.
 */
export const draftOf = (found: ServerDraft, { ticket, newestAt, command }: Shown): Draft => {
  const [oldest] = found.arrived.map(({ at }) => at).sort();
  return {
    ...partsOf(found),
    command,
    ...(oldest === undefined
      ? { seenVersion: ticket.version, seenAt: newestAt }
      : { seenVersion: 0, seenAt: new Date(Date.parse(oldest) - 1).toISOString() }),
    savedAt: found.savedAt ?? newestAt,
    unsettled: null,
    title: ticket.title,
    trouble: null,
  };
};

/**
 * What this browser keeps once the server has answered with its draft. `fresh` makes the draft of a text that only the
 * server has. Nothing that was written is lost: of two texts the server's stands beside as `other`.
 */
export const merged = (local: Draft | null, found: ServerDraft, fresh: (found: ServerDraft) => Draft): Draft | null => {
  if (local === null) return isBlank(found) ? null : fresh(found);
  if ((local.server?.version ?? 0) === found.version) return local;
  // An answer whose outcome is not known may have used the server's draft up: sending it again decides.
  if (local.unsettled !== null) return local;
  const server = stateOf(found);
  if (saysTheSame(local, found)) return { ...local, server, other: null };
  if (!isUnsaved(local) && local.trouble === null)
    return isBlank(found) ? null : { ...local, ...partsOf(found), savedAt: found.savedAt ?? local.savedAt };
  if (isBlank(found)) return { ...local, server, other: null };
  return { ...local, other: { ...server, savedAt: found.savedAt ?? '', files: filesOf(found) } };
};

/**
 * Keeps the drafts of this browser and of the server the same: one request at a time for each ticket. A draft that
 * could not be saved stays on the shelf, and is saved when it changes or is pushed again.
 */
export const createDraftSync = (shelf: DraftShelf) => {
  const chains = new Map<string, Promise<void>>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const states = new Map<string, SyncState>();
  /** Versions of the drafts that are empty at the server. */
  const empty = new Map<string, number>();
  /** Commands that texts are meant for which will be the server's drafts again. */
  const returning = new Map<string, ProcessCommand>();
  /** Drafts of which a save was sent, and it is not known whether it was done. */
  const uncertain = new Set<string>();
  /** Drafts that are being discarded: the server may still have them. */
  const leaving = new Set<string>();
  /** How an editor that is open reads its draft again, with what was typed a moment ago. */
  const editors = new Map<string, () => void>();
  const listeners = new Set<() => void>();
  let ended: ReadonlyMap<string, number> | null = null;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const endedChanged = (): void => {
    ended = null;
    tell();
  };
  const setEmpty = (key: string, version: number): void => {
    empty.set(key, version);
    endedChanged();
  };
  const setState = (key: string, state: SyncState): void => {
    states.set(key, state);
    tell();
  };
  const stopTimer = (key: string): void => {
    clearTimeout(timers.get(key));
    timers.delete(key);
  };
  /** Does something after all that was begun before for this draft. Never rejects. */
  const inTurn = (key: string, run: () => Promise<void>): Promise<void> => {
    const turn = (chains.get(key) ?? Promise.resolve()).then(run).catch(() => {
      setState(key, 'failed');
    });
    chains.set(key, turn);
    return turn;
  };
  const change = (key: string, to: (kept: Draft) => Draft): void => {
    const kept = shelf.get(key);
    if (kept !== null) shelf.put(key, to(kept));
  };
  const read = ({ call, serviceId, number }: DraftPlace): Promise<ServerDraft> =>
    call(getDraft, { params: { serviceId, number } });
  const discardAt = async (
    { call, key, serviceId, number }: DraftPlace,
    version: number,
    keepalive = false,
  ): Promise<void> => {
    const left = await call(discardDraft, { params: { serviceId, number }, query: { version }, keepalive });
    setEmpty(key, left.version);
  };
  const saveAt = async (
    { call, key, serviceId, number }: DraftPlace,
    body: InputOf<typeof saveDraft>['body'],
    keepalive = false,
  ): Promise<ServerDraft> => {
    try {
      const saved = await call(saveDraft, { params: { serviceId, number }, body, keepalive });
      uncertain.delete(key);
      return saved;
    } catch (error) {
      if (!isClearRefusal(error)) uncertain.add(key);
      throw error;
    }
  };
  const takeIn = (key: string, found: ServerDraft, fresh: (found: ServerDraft) => Draft): void => {
    const local = shelf.get(key);
    // It is being discarded: an answer that was on its way doesn't bring it back.
    if (local === null && leaving.has(key)) return;
    uncertain.delete(key);
    if (isBlank(found)) setEmpty(key, found.version);
    else empty.delete(key);
    const after = merged(local, found, fresh);
    if (after === local) return;
    if (after === null) shelf.remove(key);
    else shelf.put(key, after);
  };
  const save = async (place: DraftPlace, keepalive: boolean, attempts = 3): Promise<void> => {
    const { key } = place;
    const draft = shelf.get(key);
    if (draft === null || draft.other !== null || draft.unsettled !== null || !isUnsaved(draft)) return;
    const { html } = draft;
    const uploadIds = uploadIdsOf(draft);
    // Files that have not arrived are no draft yet.
    if (html === '' && uploadIds.length === 0 && draft.server === null) return;
    setState(key, 'saving');
    try {
      const version = draft.server?.version ?? empty.get(key) ?? 0;
      const saved = await saveAt(place, { html, uploadIds, version }, keepalive);
      empty.delete(key);
      if (shelf.get(key) === null) await discardAt(place, saved.version);
      else change(key, (kept) => ({ ...kept, server: { version: saved.version, html, uploadIds } }));
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'draft_conflict') || attempts === 1) throw error;
      takeIn(key, await read(place), (found) => ({ ...draft, ...partsOf(found) }));
      await save(place, keepalive, attempts - 1);
    }
    setState(key, 'idle');
  };
  const push = (place: DraftPlace, { keepalive = false } = {}): Promise<void> => {
    stopTimer(place.key);
    return inTurn(place.key, () => save(place, keepalive));
  };
  /** Reads the server's draft of a text that this browser has, and brings both together. */
  const refresh = (place: DraftPlace): void => {
    const open = editors.get(place.key);
    if (open !== undefined) {
      open();
      return;
    }
    void inTurn(place.key, async () => {
      const found = await read(place);
      const kept = shelf.get(place.key);
      if (kept === null) return;
      takeIn(place.key, found, () => kept);
      setState(place.key, 'idle');
    });
  };
  const schedule = (place: DraftPlace): void => {
    stopTimer(place.key);
    timers.set(
      place.key,
      setTimeout(() => void push(place), PAUSE),
    );
  };

  return {
    /** Saves the draft after a pause. */
    schedule,
    /** A file of the draft has arrived whole: now the server's draft can have it. */
    fileArrived: (place: DraftPlace, id: string, uploadId: string): void => {
      const kept = shelf.get(place.key);
      if (kept?.files.some((file) => file.id === id) !== true) return;
      const files = kept.files.map((file) => (file.id === id ? { ...file, uploadId } : file));
      shelf.put(place.key, { ...kept, files });
      schedule(place);
    },
    /** Saves the draft now, if the server lacks something of it. */
    push,
    /**
     * Reads the server's draft and brings both together. `keepTyped` puts on the shelf what was typed until the answer
     * came; `shown` tells what the ticket shows, for a text that only the server has.
     */
    load: (place: DraftPlace, keepTyped: () => void, shown: () => Omit<Shown, 'command'>): Promise<void> =>
      inTurn(place.key, async () => {
        const found = await read(place);
        keepTyped();
        takeIn(place.key, found, () => {
          const command = returning.get(place.key) ?? 'resolve';
          returning.delete(place.key);
          return draftOf(found, { ...shown(), command });
        });
        setState(place.key, 'idle');
        // What was typed a moment ago is saved after its pause.
        if (!timers.has(place.key)) await save(place, false);
      }),
    /** An answer is taken back: when its text is the server's draft again, it is meant for the command that it had. */
    comesBack: (key: string, command: ProcessCommand): void => {
      returning.set(key, command);
    },
    /**
     * Discards at the server what this browser's shelf has no more; the server still has the text among the earlier
     * ones. What was saved last needs one request, which is done also when the page is left at once. What another
     * machine has written since stays, and an open editor shows it.
     */
    discard: (place: DraftPlace, discarded: Draft): void => {
      const { key } = place;
      const known = discarded.server;
      stopTimer(key);
      leaving.add(key);
      endedChanged();
      const discardKnown = async (version: number): Promise<boolean> => {
        try {
          await discardAt(place, version, true);
          return true;
        } catch (error) {
          if (error instanceof ProblemError && error.code === 'draft_conflict') return false;
          throw error;
        }
      };
      let isOthers = false;
      void inTurn(key, async () => {
        if (shelf.get(key) !== null) return;
        if (known !== null && (await discardKnown(known.version))) return;
        const found = await read(place);
        if (isBlank(found)) setEmpty(key, found.version);
        else if (uncertain.has(key) || saysTheSame(discarded, found)) await discardAt(place, found.version);
        else isOthers = true;
      }).finally(() => {
        leaving.delete(key);
        endedChanged();
        if (isOthers) editors.get(key)?.();
      });
    },
    /**
     * Drafts that were sent or discarded here, with the version from which on the server has something new: a list of
     * the server may still show an older one. The same map until one more ends.
     */
    ended: (): ReadonlyMap<string, number> =>
      (ended ??= new Map([...empty, ...[...leaving].map((key) => [key, Infinity] as const)])),
    /**
     * Compares this browser's drafts with a list that the server has just given: saves what it lacks, and reads what it
     * has no more or in a later version.
     */
    compare: (places: readonly DraftPlace[], { drafts, isWhole }: UnsentDrafts): void => {
      const versions = new Map(drafts.map(({ number, version }) => [number, version]));
      for (const place of places) {
        const draft = shelf.get(place.key);
        if (draft === null || draft.unsettled !== null || draft.other !== null) continue;
        const listed = versions.get(place.number);
        // What is being written just now is saved after its pause.
        if (isUnsaved(draft)) {
          if (!timers.has(place.key)) void push(place);
        } else if (listed === undefined ? isWhole : listed > (draft.server?.version ?? 0)) refresh(place);
      }
    },
    /** Must be called while an editor of this draft is open. Returns a function for when it is closed. */
    attend: (key: string, readAgain: () => void): (() => void) => {
      editors.set(key, readAgain);
      return () => {
        if (editors.get(key) === readAgain) editors.delete(key);
      };
    },
    /**
     * The decision with the version of the draft that it uses up: the same for each attempt to send it. Rejects when it
     * can't be sent now, and was not before.
     */
    sendable: async (place: DraftPlace, decision: Decision): Promise<Decision> => {
      const { key } = place;
      stopTimer(key);
      await chains.get(key);
      const decided = shelf.get(key)?.unsettled;
      if (decided?.key !== decision.key) return decision;
      if (decided.draftVersion !== null) return decided;
      if (uncertain.has(key)) {
        const found = await read(place).catch((error: unknown) => {
          throw isClearRefusal(error) ? error : new NotSentError({ cause: error });
        });
        uncertain.delete(key);
        change(key, (kept) => (kept.html === found.html ? { ...kept, server: stateOf(found) } : kept));
      }
      const version = shelf.get(key)?.server?.version;
      if (version === undefined) return decided;
      const whole = { ...decided, draftVersion: version };
      change(key, (kept) => ({ ...kept, unsettled: whole }));
      return whole;
    },
    /** An answer used the draft up. */
    sent: ({ key }: DraftPlace, draftVersion: number | null): void => {
      stopTimer(key);
      if (draftVersion !== null) setEmpty(key, draftVersion + 1);
    },
    /** Goes on with the text that was written elsewhere; the one of this browser is put to the earlier versions. */
    takeOther: (place: DraftPlace): void => {
      const { key } = place;
      const draft = shelf.get(key);
      if (draft === null || draft.other === null) return;
      const { savedAt, files, ...server } = draft.other;
      const body = { html: draft.html, uploadIds: uploadIdsOf(draft), version: draft.server?.version ?? 0 };
      // Refused because the server's is newer, and so kept as an earlier version.
      void inTurn(key, async () => {
        await saveAt(place, body).catch((error: unknown) => {
          if (!(error instanceof ProblemError && error.code === 'draft_conflict')) throw error;
        });
        change(key, (kept) => ({ ...kept, html: server.html, files, savedAt, server, other: null, trouble: null }));
        setState(key, 'idle');
      });
    },
    /** Goes on with the text of this browser; the one that was written elsewhere is put to the earlier versions. */
    keepMine: (place: DraftPlace): void => {
      const { key } = place;
      void inTurn(key, async () => {
        const other = shelf.get(key)?.other ?? null;
        if (other === null) return;
        await discardAt(place, other.version);
        const version = empty.get(key) ?? other.version + 1;
        change(key, (kept) => ({ ...kept, other: null, server: { version, html: '', uploadIds: [] } }));
        await save(place, false);
      });
    },
    stateOf: (key: string): SyncState => states.get(key) ?? 'idle',
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
type DraftSync = ReturnType<typeof createDraftSync>;

let sync: DraftSync | null = null;

/** What keeps this browser's drafts and the server's the same; made on the first call. */
export const draftSync = (): DraftSync => {
  sync ??= createDraftSync(draftShelf());
  return sync;
};
