import { isTicketAction, isWritten, needsTicket, type Action, type TicketAction } from './shortcuts.ts';

/** Milliseconds for which a pressed key waits until its ticket is loaded. */
const PATIENCE = 10_000;
/** Milliseconds after the console opened a ticket by itself in which keys are ignored: they can't be meant for it. */
const UNSEEN = 350;
/** Milliseconds for which letters are kept for the field that is still loading. */
const FIELD_PATIENCE = 5_000;

/** The fields that a key leads to: the editor, a forwarded ticket’s recipient, the palette’s, a new ticket’s title. */
type Field = 'editor' | 'recipient' | 'palette' | 'title';

type Handler = {
  readonly number: number | null;
  readonly run: () => void;
  /** Why the action is not possible now; null when it is. */
  readonly reason: () => string | null;
};
/** An action that is registered, and why it is not possible now. */
export type Offer = { readonly action: Action; readonly reason: string | null };
/** A pressed key that waits for its ticket to be loaded. */
type Held = { readonly action: TicketAction; readonly number: number; readonly since: number };

/** What the aim asks of the desk. */
export type Aiming = {
  /** The ticket in the page's address; null when there is none. */
  readonly open: () => number | null;
  /** The ticket whose row has the focus; null when none has. */
  readonly focusedRow: () => number | null;
  readonly openTicket: (number: number) => void;
  /** Says that a key was pressed and no ticket is open. */
  readonly tellNoTicket: () => void;
  /** Says that a key was pressed for a ticket that is still loading. */
  readonly tellLoading: (number: number) => void;
};

/**
 * Decides which ticket a key acts on: the one whose row has the focus, else the one that `j` or `k` goes to, else the
 * open one. A key for a ticket that is not loaded yet waits for it, and never acts on the one that is still shown.
 */
export const createAim = (now: () => number) => {
  const handlers = new Map<Action, readonly Handler[]>();
  let aiming: Aiming | null = null;
  let steppingTo: number | null = null;
  let held: Held | null = null;
  let openedByItself = Number.NEGATIVE_INFINITY;
  /** The field that was asked for, for which ticket, and when. */
  let awaited: { readonly field: Field; readonly number: number | null; readonly since: number } | null = null;
  let typedAhead = '';
  let revision = 0;
  const listeners = new Set<() => void>();
  const tellChange = (): void => {
    revision++;
    for (const listener of listeners) listener();
  };

  const aimed = (): number | null => (aiming === null ? null : (aiming.focusedRow() ?? steppingTo ?? aiming.open()));
  const handlerOf = (action: Action, number: number | null): Handler | undefined =>
    handlers.get(action)?.findLast((handler) => handler.number === number);
  const awaitedNow = () => (awaited !== null && now() - awaited.since < FIELD_PATIENCE ? awaited : null);
  const heldNow = (): Held | null => (held !== null && now() - held.since < PATIENCE ? held : null);

  /** Runs something for the ticket that a key is meant for; says so when there is none. */
  const actOnAimed = (run: (number: number, desk: Aiming) => void): void => {
    const number = aimed();
    typedAhead = '';
    if (aiming === null || now() - openedByItself < UNSEEN) return;
    if (number === null) aiming.tellNoTicket();
    else run(number, aiming);
  };
  const actOnTicket = (action: TicketAction, number: number, desk: Aiming): void => {
    const handler = number === desk.open() ? handlerOf(action, number) : undefined;
    if (handler !== undefined) {
      handler.run();
      return;
    }
    held = { action, number, since: now() };
    desk.tellLoading(number);
    if (number !== desk.open()) desk.openTicket(number);
  };

  /** The field has the focus: returns what was typed for it meanwhile. */
  const fieldIsHere = (field: Field): string => {
    if (awaited !== null && awaited.field !== field) return '';
    const typed = awaitedNow() === null ? '' : typedAhead;
    typedAhead = '';
    awaited = null;
    return typed;
  };

  return {
    attach: (desk: Aiming): (() => void) => {
      aiming = desk;
      return () => {
        if (aiming === desk) aiming = null;
      };
    },
    /**
     * Registers what an action does: for one ticket, or for the desk (`number` is null). If a key waits for exactly
     * this, it is carried out now. Returns a function that unregisters.
     */
    register: (
      action: Action,
      number: number | null,
      run: () => void,
      reason: () => string | null = () => null,
    ): (() => void) => {
      const handler: Handler = { number, run, reason };
      handlers.set(action, [...(handlers.get(action) ?? []), handler]);
      tellChange();
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
        tellChange();
      };
    },
    /** What is registered now: for one ticket, or for the desk (`number` is null). */
    offers: (number: number | null): readonly Offer[] =>
      [...handlers.keys()].flatMap((action) => {
        const handler = handlerOf(action, number);
        return handler === undefined ? [] : [{ action, reason: handler.reason() }];
      }),
    /** Calls `listener` when something is registered or no longer is. Returns a function that unsubscribes. */
    onChange: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** Another number after each change. */
    revision: (): number => revision,
    /** Carries out an action. Returns false when nothing is registered for it. */
    act: (action: Action): boolean => {
      held = null;
      if (isTicketAction(action)) {
        actOnAimed((number, desk) => {
          actOnTicket(action, number, desk);
        });
        return true;
      }
      const handler = handlerOf(action, null);
      if (handler === undefined && needsTicket(action)) {
        actOnAimed((number, desk) => {
          desk.tellLoading(number);
        });
        return true;
      }
      handler?.run();
      return handler !== undefined;
    },
    /** Carries out an action on one ticket, whatever the aim is on; opens the ticket and waits for it if necessary. */
    order: (action: TicketAction, number: number): void => {
      held = null;
      if (aiming !== null) actOnTicket(action, number, aiming);
    },
    /** Does something that needs no loaded ticket, for the one that a key acts on. */
    actOnAimed: (run: (number: number) => void): void => {
      actOnAimed(run);
    },
    /** The ticket that a key acts on; null when there is none. */
    aimedTicket: (): number | null => aimed(),
    /** Carries out an action on one ticket, for a button that does the same as the key. */
    actOn: (action: TicketAction, number: number): void => {
      handlerOf(action, number)?.run();
    },
    /** Sets the ticket that `j` or `k` goes to before it is opened; null when it has been opened. */
    stepTo: (number: number | null): void => {
      steppingTo = number;
    },
    steppingTo: (): number | null => steppingTo,
    /** Must be called when the console opens another ticket by itself. */
    openedByItself: (): void => {
      openedByItself = now();
    },
    /** Until the editor has the focus, letters are meant for it and are no shortcuts. */
    awaitEditor: (number: number): void => {
      awaited = { field: 'editor', number, since: now() };
    },
    /** The same for the field that asks who gets the ticket. */
    awaitRecipient: (number: number): void => {
      awaited = { field: 'recipient', number, since: now() };
    },
    /** The same for the command palette's field. */
    awaitPalette: (): void => {
      typedAhead = '';
      awaited = { field: 'palette', number: null, since: now() };
    },
    /** The same for the title of a new ticket. */
    awaitTitle: (): void => {
      typedAhead = '';
      awaited = { field: 'title', number: null, since: now() };
    },
    /** Whether the editor of this ticket was asked for and has not had the focus since. */
    awaitsEditorOf: (number: number): boolean => {
      const field = awaitedNow();
      return field?.field === 'editor' && field.number === number;
    },
    /** Keeps a key that was pressed while a field is awaited. Letters of other scripts are composed, so not kept. */
    typeAhead: (key: string): void => {
      if (key === 'Backspace') typedAhead = typedAhead.slice(0, -1);
      else if (/^[\x20-\x7e]$/.test(key)) typedAhead += key;
    },
    editorIsHere: (): string => fieldIsHere('editor'),
    recipientIsHere: (): string => fieldIsHere('recipient'),
    paletteIsHere: (): string => fieldIsHere('palette'),
    titleIsHere: (): string => fieldIsHere('title'),
    isWritingAwaited: (): boolean => {
      const waiting = heldNow();
      return awaitedNow() !== null || (waiting !== null && isWritten(waiting.action));
    },
    /** Drops everything that waits, e.g. when the agent clicks somewhere. */
    forget: (): void => {
      held = null;
      steppingTo = null;
      typedAhead = '';
      awaited = null;
    },
  };
};

export const aim = createAim(() => performance.now());
