import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode, type RefObject } from 'react';
import type { EntryView, TicketView } from '../../desk/api/ticket-queries.ts';
import { useAction } from '../../desk/keyboard/use-action.ts';

const MaskBar = lazy(() => import('./mask-bar.tsx').then(({ MaskBar: component }) => ({ default: component })));
const MaskCard = lazy(() => import('./mask-card.tsx').then(({ MaskCard: component }) => ({ default: component })));
const FoundCard = lazy(() => import('./found-card.tsx').then(({ FoundCard: component }) => ({ default: component })));

/** What floats over the history: nothing of it is loaded before it is needed. */
type MaskingProps = {
  readonly ticket: TicketView;
  readonly entries: readonly EntryView[];
  readonly section: RefObject<HTMLElement | null>;
  /** The entry whose personal data is offered. */
  readonly offered: string | null;
  readonly onOffer: (entryId: string | null) => void;
};

const maskAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-mask]') : null;

/** Masks text that is selected, offers what looks like personal data, and shows what masks hide. */
export const Masking = ({ ticket, entries, section, offered, onOffer }: MaskingProps): ReactNode => {
  const [isSelecting, setSelecting] = useState(false);
  const [opened, setOpened] = useState<{ readonly entryId: string; readonly maskId: string } | null>(null);
  const closeMask = useCallback((): void => {
    setOpened(null);
  }, []);
  const closeOffer = useCallback((): void => {
    onOffer(null);
  }, [onOffer]);
  useEffect(() => {
    const box = section.current;
    if (box === null) return undefined;
    const selected = (): void => {
      const selection = document.getSelection();
      if (selection !== null && selection.rangeCount > 0 && !selection.isCollapsed)
        if (selection.getRangeAt(0).intersectsNode(box)) setSelecting(true);
    };
    const open = (event: Event): void => {
      const mark = maskAt(event.target);
      const entryId = mark?.closest<HTMLElement>('[data-entry]')?.dataset['entry'];
      const maskId = mark?.dataset['mask'];
      if (entryId === undefined || maskId === undefined || document.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      setOpened({ entryId, maskId });
    };
    const pressed = (event: KeyboardEvent): void => {
      if ((event.key === 'Enter' || event.key === ' ') && maskAt(event.target) !== null) open(event);
    };
    document.addEventListener('selectionchange', selected);
    box.addEventListener('click', open);
    box.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('selectionchange', selected);
      box.removeEventListener('click', open);
      box.removeEventListener('keydown', pressed);
    };
  }, [section]);
  useAction('mask', () => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-entry]:not([data-folded])');
    const last = section.current?.querySelectorAll<HTMLElement>('[data-entry]:not([data-folded])');
    onOffer(focused?.dataset['entry'] ?? last?.[last.length - 1]?.dataset['entry'] ?? null);
  });
  const mask =
    opened === null
      ? undefined
      : entries.find(({ id }) => id === opened.entryId)?.masks.find(({ id }) => id === opened.maskId);
  return (
    <Suspense fallback={null}>
      {isSelecting && section.current !== null && (
        <MaskBar ticket={ticket} entries={entries} section={section.current} />
      )}
      {opened !== null && mask !== undefined && section.current !== null && (
        <MaskCard
          key={`${opened.entryId}/${opened.maskId}`}
          ticket={ticket}
          entryId={opened.entryId}
          mask={mask}
          section={section.current}
          onClose={closeMask}
        />
      )}
      {offered !== null && section.current !== null && (
        <FoundCard key={offered} ticket={ticket} entryId={offered} section={section.current} onClose={closeOffer} />
      )}
    </Suspense>
  );
};
