import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { moveCategory } from '../../../../shared/contracts/http/categories.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { useConsole } from '../../desk/console-context.ts';
import { type CategoryView, type Place, withPlace } from './category-tree.ts';

/** A move that is shown, and not known to be done yet. `from` is the parent that it had, unless any will do. */
type Move = { readonly key: number; readonly categoryId: string; readonly to: Place; readonly from?: string | null };

/** A move that one of somebody else stood in the way of. */
export type MoveConflict = {
  readonly categoryId: string;
  readonly to: Place;
  /** The category that is somewhere else now: the one that was to be moved, or the sibling it should come after. */
  readonly moved: string;
};

export type Moves = {
  /** The categories with the moves that are on their way. */
  readonly categories: readonly CategoryView[];
  /** Moves a category. `isSure`: from wherever it is by now. */
  readonly move: (categoryId: string, to: Place, options?: { readonly isSure?: boolean }) => void;
  readonly conflict: MoveConflict | null;
  readonly dropConflict: () => void;
  /** Why the last move failed. */
  readonly error: Error | null;
};

/** The category that was moved meanwhile, if that is why a move was refused. */
export const movedMeanwhile = (error: unknown): string | undefined => {
  const moved: unknown =
    error instanceof ProblemError && error.code === 'category_moved' ? error.problem['categoryId'] : undefined;
  return typeof moved === 'string' ? moved : undefined;
};

const withMoves = (stored: readonly CategoryView[], moves: readonly Move[]): readonly CategoryView[] =>
  moves.reduce((all, { categoryId, to }) => withPlace(all, categoryId, to), stored);

/**
 * Moves of categories, shown at once and done one after the other. When one is refused, those behind it are given up:
 * they were chosen on a tree that is not so.
 */
export const useMoves = ({
  serviceId,
  kind,
  stored,
  onMoved,
  readAgain,
}: {
  readonly serviceId: string;
  readonly kind: CategoryView['kind'];
  readonly stored: readonly CategoryView[];
  /** Takes categories in their newer state. */
  readonly onMoved: (categories: readonly CategoryView[]) => void;
  readonly readAgain: () => Promise<unknown>;
}): Moves => {
  const { call } = useConsole();
  const [pending, setPending] = useState<readonly Move[]>([]);
  const [conflict, setConflict] = useState<MoveConflict | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const nextKey = useRef(0);
  /** The last move that was given up: it and those before it in the line are not sent any more. */
  const givenUp = useRef(-1);
  const { mutate } = useMutation({
    scope: { id: `categories/${serviceId}/${kind}` },
    networkMode: 'always',
    retry: false,
    mutationFn: async ({ key, categoryId, to, from }: Move) => {
      if (key <= givenUp.current) return null;
      return call(moveCategory, {
        params: { serviceId, kind, categoryId },
        body: { ...to, ...(from === undefined ? {} : { from }) } as never,
      });
    },
    onSuccess: (done, { key }) => {
      if (done !== null) onMoved(done.categories);
      setPending((moves) => moves.filter((move) => move.key !== key));
    },
    onError: async (cause, { categoryId, to }) => {
      const last = nextKey.current - 1;
      givenUp.current = last;
      await readAgain().catch(() => undefined);
      setPending((moves) => moves.filter(({ key }) => key > last));
      const moved = movedMeanwhile(cause);
      if (moved === undefined) setError(cause);
      else setConflict({ categoryId, to, moved });
    },
  });
  return {
    categories: useMemo(() => withMoves(stored, pending), [stored, pending]),
    move: (categoryId, to, { isSure = false } = {}) => {
      setError(null);
      setConflict(null);
      const from = withMoves(stored, pending).find((each) => each.categoryId === categoryId)?.parentId ?? null;
      const move = { key: nextKey.current, categoryId, to, ...(isSure ? {} : { from }) };
      nextKey.current += 1;
      setPending((moves) => [...moves, move]);
      mutate(move);
    },
    conflict,
    dropConflict: () => {
      setConflict(null);
    },
    error,
  };
};
