import { isTicketAction, type Action, type TicketAction } from './shortcuts.ts';

/** Milliseconds that a key waits for its ticket to be loaded. */
const PATIENCE = 10_000;
/**
 * Milliseconds after a ticket has opened by itself in which no key can have been meant for it: nobody has seen it yet.
 */
const UNSEEN = 350;
/** Milliseconds that typing waits for an editor that is on its way. */
const EDITOR_PATIENCE = 5_000;

type Handler = { readonly number: number | null; readonly run: () => void };
/** A key that was pressed for a ticket that is not here yet. */
type Held = { readonly action: TicketAction; readonly number: number; readonly since: number };

/** What the desk knows of the ticket that is meant, and what it can do about it. */
export type Aiming = {
  /** The ticket of the address; null when there is none. */
  readonly open: () => number | null;
  /** The row that has the keyboard's focus; null when none has. */
  readonly focusedRow: () => number | null;
  readonly openTicket: (number: number) => void;
  /** A key finds no ticket, or one that is still loading. */
  readonly tellNoTicket: () => void;
  readonly tellLoading: (number: number) => void;
};

/**
 * Decides which ticket a key means, and lets it act on that one only: the row with the focus ring, else the ticket that
 * is being stepped to, else the open one.
 * A key for a ticket that is not loaded yet waits for it; it never falls on the one that is still shown.
 */
export const createAim = (now: () => number) => {
  const handlers = new Map<Action, readonly Handler[]>();
  let aiming: Aiming | null = null;
  let steppingTo: number | null = null;
  let held: Held | null = null;
  let openedByItself = Number.NEGATIVE_INFINITY;
  let editorAwaited = Number.NEGATIVE_INFINITY;

  const aimed = (): number | null => (aiming === null ? null : (steppingTo ?? aiming.focusedRow() ?? aiming.open()));
  const handlerOf = (action: Action, number: number | null): Handler | undefined =>
    handlers.get(action)?.findLast((handler) => handler.number === number);
  const heldNow = (): Held | null => (held !== null && now() - held.since < PATIENCE ? held : null);

  const actOnTicket = (action: TicketAction): void => {
    const number = aimed();
    if (aiming === null || now() - openedByItself < UNSEEN) return;
    if (number === null) {
      aiming.tellNoTicket();
      return;
    }
    const handler = number === aiming.open() ? handlerOf(action, number) : undefined;
    if (handler !== undefined) {
      handler.run();
      return;
    }
    held = { action, number, since: now() };
    aiming.tellLoading(number);
    if (number !== aiming.open()) aiming.openTicket(number);
  };

  return {
    attach: (desk: Aiming): (() => void) => {
      aiming = desk;
      return () => {
        if (aiming === desk) aiming = null;
      };
    },
    /**
     * Registers what an action does, for one ticket or (null) for the desk. A key that waits for it is done now.
     * Returns the unregister.
     */
    register: (action: Action, number: number | null, run: () => void): (() => void) => {
      const handler: Handler = { number, run };
      handlers.set(action, [...(handlers.get(action) ?? []), handler]);
      const waiting = heldNow();
      if (waiting?.action === action && waiting.number === number && aimed() === number) {
        held = null;
        queueMicrotask(run);
      }
      return () => {
        handlers.set(
          action,
          (handlers.get(action) ?? []).filter((other) => other !== handler),
        );
      };
    },
    /** Does what a key asks for. Returns whether anything is meant by it. */
    act: (action: Action): boolean => {
      held = null;
      if (isTicketAction(action)) {
        actOnTicket(action);
        return true;
      }
      const handler = handlerOf(action, null);
      handler?.run();
      return handler !== undefined;
    },
    /** Does something to a ticket as its key would, for a button that stands elsewhere. */
    actOn: (action: TicketAction, number: number): void => {
      handlerOf(action, number)?.run();
    },
    /** The ring goes ahead to a ticket; null: it is where the open one is. */
    stepTo: (number: number | null): void => {
      steppingTo = number;
    },
    steppingTo: (): number | null => steppingTo,
    /** The console itself opened another ticket. */
    openedByItself: (): void => {
      openedByItself = now();
    },
    /** Whoever types now means an editor that is not there yet: no letter of it is a key of the desk. */
    awaitEditor: (): void => {
      editorAwaited = now();
    },
    editorIsHere: (): void => {
      editorAwaited = Number.NEGATIVE_INFINITY;
    },
    isWritingAwaited: (): boolean => {
      const waiting = heldNow();
      return now() - editorAwaited < EDITOR_PATIENCE || (waiting !== null && waiting.action !== 'keep');
    },
    /** The hand went elsewhere: nothing waits any more. */
    forget: (): void => {
      held = null;
      steppingTo = null;
      editorAwaited = Number.NEGATIVE_INFINITY;
    },
  };
};

export const aim = createAim(() => performance.now());
