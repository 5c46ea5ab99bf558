import type { ComponentType, RefObject } from 'react';
import type { EntryView, TicketView, WholeTicketView } from './api/ticket-queries.ts';
import type { TicketAction } from './keyboard/shortcuts.ts';

/** Why a key did nothing to the ticket, in words, and the actions that the agent can take instead. */
export type Explanation = {
  readonly words: string;
  readonly offers: readonly Extract<TicketAction, 'keep' | 'comment'>[];
};

/** How other parts of the ticket page scroll the history. */
export type HistoryHandle = {
  /** Scrolls to the first entry that is later than a time. */
  readonly showSince: (at: string) => void;
  readonly showEnd: () => void;
};

/** What the ticket page gives to the editor that stands in its slot. */
export type EditorSlot = {
  readonly ticket: TicketView;
  readonly history: RefObject<HistoryHandle | null>;
  /** Shows an explanation above the editor; null takes it away. */
  readonly onExplain: (explanation: Explanation | null) => void;
};

/** What the ticket page gives to the panels at its side. */
export type PanelsSlot = {
  readonly ticket: WholeTicketView;
  /** Draws an entry as the history does, to be read alone. */
  readonly Entry: ComponentType<{ readonly entry: EntryView; readonly ticket: TicketView }>;
};
