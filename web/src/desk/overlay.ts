import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, type KeyboardEvent } from 'react';
import { FLOATING } from './keyboard/use-action.ts';

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- declaration merging
  interface HistoryState {
    /** What lies over the page was opened by the agent, so that going back closes it. */
    readonly isOverlay?: true;
    /** The ticket was opened from its row, so that going back leads to the list. */
    readonly isFromRow?: true;
  }
}

/** The rail, in a drawer. */
export const RAIL = 'lists';
/** The ticket's first panel. */
export const DETAILS = 'fields';
/** The editor, as large as the screen. */
export const EDITOR = 'editor';
/** The attribute of the button that opens the rail. */
export const MENU_BUTTON = 'data-menu';

/** What the page's address says of what lies over a narrow page: the rail, a panel, or on a phone the editor. */
export type OverlaySearch = { readonly open?: string | undefined };

/** Reads what anybody may have written into the address. */
export const parseOverlay = ({ open }: Readonly<Record<string, unknown>>): OverlaySearch =>
  typeof open === 'string' && /^[a-z][a-z-]*$/.test(open) ? { open } : {};

/**
 * Whether Esc was pressed to leave what lies over the page: not in a menu or dialog that was opened from there, and not
 * for one of its fields. In a text Esc first gives the focus away.
 */
export const isLeaving = ({ key, target, currentTarget }: KeyboardEvent<HTMLElement>): boolean =>
  key === 'Escape' &&
  target instanceof HTMLElement &&
  currentTarget.contains(target) &&
  [null, currentTarget].includes(target.closest<HTMLElement>(FLOATING)) &&
  !target.matches('input, textarea, select') &&
  !(target.isContentEditable && currentTarget.contains(document.activeElement));

/**
 * What lies over a narrow page, one thing at a time. It is part of the address, so that the browser's (or the phone's)
 * way back closes it.
 */
export const useOverlay = (): {
  readonly open: string | null;
  readonly show: (name: string) => void;
  readonly close: () => void;
} => {
  const { open = null } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { history } = useRouter();
  const show = useCallback(
    (name: string) => {
      const isReplaced = open !== null;
      const { isOverlay } = history.location.state;
      void navigate({
        to: '.',
        search: (before) => ({ ...before, open: name }),
        replace: isReplaced,
        state: isReplaced && isOverlay === undefined ? {} : { isOverlay: true },
      });
    },
    [open, navigate, history],
  );
  const close = useCallback(() => {
    if (history.location.state.isOverlay === true) history.back();
    else void navigate({ to: '.', search: (before) => ({ ...before, open: undefined }), replace: true });
  }, [navigate, history]);
  return { open, show, close };
};
