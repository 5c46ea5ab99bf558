import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createCategory } from '../../../../shared/contracts/http/categories.ts';
import { CATEGORY_DEPTH } from '../../../../shared/domain/desk/category.ts';
import { useConsole } from '../../desk/console-context.ts';
import { announce } from '../../ui/announcer.tsx';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { useRefusalWords } from '../kit/refusal-words.ts';
import {
  categoryTree,
  type NoPlace,
  OPPOSITE,
  type Place,
  placeByStep,
  type Step,
  withPlace,
} from './category-tree.ts';
import type { Categories } from './use-categories.ts';
import { movedMeanwhile } from './use-moves.ts';

const REFUSALS: Readonly<Record<string, AdminWordKey>> = {
  category_below_itself: 'categories.refused.below_itself',
  category_too_deep: 'categories.refused.too_deep',
  too_many_categories: 'categories.refused.too_many',
  category_missing: 'form.gone.text',
};

/** Where a new category is begun: behind another one, or below it at the end. */
export type Where = 'beside' | 'below';

/** A step of the keyboard that was done: the opposite one takes it back. */
type DoneStep = { readonly categoryId: string; readonly step: Step; readonly from: Place; readonly to: Place };

export type TreeCommands = {
  /** Moves a category. `isSure`: although somebody else has moved it meanwhile. */
  readonly move: (categoryId: string, to: Place, options?: { readonly isSure: boolean }) => void;
  readonly step: (categoryId: string, by: Step) => void;
  readonly refuse: (categoryId: string, why: NoPlace) => void;
  /** The place of the new category whose name is being written; null: none is. */
  readonly adding: Place | null;
  /** Null: at the end of the top. */
  readonly beginNew: (categoryId: string | null, where: Where) => void;
  readonly endNew: () => void;
  /** Makes a category of this name where one is being added, and goes on behind it. False when it was not made. */
  readonly make: (name: string) => Promise<boolean>;
  /** Why the last thing was not done. */
  readonly notice: string | null;
  readonly dropNotice: () => void;
};

const samePlace = (a: Place, b: Place): boolean => a.parentId === b.parentId && a.after === b.after;

/** What can be done with a tree: each is announced, and refused in words. */
export const useTreeCommands = (
  serviceId: string,
  { kind, all, tree, moves, language, nameOf, put, read }: Categories,
  {
    isShown,
    unfold,
  }: {
    /** Whether a category is drawn when all are unfolded: steps go past the others. */
    readonly isShown: (categoryId: string) => boolean;
    readonly unfold: (ids: readonly string[]) => void;
  },
): TreeCommands => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const refusalWords = useRefusalWords(REFUSALS);
  const [adding, setAdding] = useState<Place | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const done = useRef<readonly DoneStep[]>([]);

  const say = (text: string): void => {
    setNotice(text);
    announce(text);
  };
  const unfoldTo = (parentId: string | null): void => {
    if (parentId !== null) unfold([parentId, ...tree.above(parentId).map(({ categoryId }) => categoryId)]);
  };
  const refuse = (categoryId: string, why: NoPlace): void => {
    say(t(`categories.refused.${why}`, { name: nameOf(categoryId), limit: CATEGORY_DEPTH }));
  };
  const announceMove = (categoryId: string, to: Place): void => {
    const moved = categoryTree(withPlace(all, categoryId, to));
    const siblings = moved.childrenOf(to.parentId);
    const values = {
      name: nameOf(categoryId),
      place: siblings.findIndex((each) => each.categoryId === categoryId) + 1,
      count: siblings.length,
    };
    announce(
      to.parentId === null
        ? t('categories.moved.top', values)
        : t('categories.moved.below', {
            ...values,
            parent: nameOf(to.parentId),
            level: moved.levelOf(categoryId),
          }),
    );
  };
  const move: TreeCommands['move'] = (categoryId, to, options) => {
    if (options === undefined && samePlace(tree.placeOf(categoryId), to)) return;
    unfoldTo(to.parentId);
    moves.move(categoryId, to, options);
    announceMove(categoryId, to);
    setNotice(null);
  };
  const step: TreeCommands['step'] = (categoryId, by) => {
    const from = tree.placeOf(categoryId);
    const last = done.current.at(-1);
    const goesOn = last?.categoryId === categoryId && samePlace(from, last.to);
    // The opposite key leads back to exactly where it was, also into the middle of siblings.
    if (goesOn && last.step === OPPOSITE[by]) {
      done.current = done.current.slice(0, -1);
      move(categoryId, last.from);
      return;
    }
    const to = placeByStep(tree, categoryId, by, isShown);
    if (typeof to === 'string') {
      refuse(categoryId, to);
      return;
    }
    done.current = [...(goesOn ? done.current : []), { categoryId, step: by, from, to }];
    move(categoryId, to);
  };
  const lastBelow = (parentId: string | null): Place => ({
    parentId,
    after: tree.childrenOf(parentId).at(-1)?.categoryId ?? null,
  });
  const beginNew: TreeCommands['beginNew'] = (categoryId, where) => {
    const isKnown = categoryId !== null && tree.byId.has(categoryId);
    const place =
      isKnown && where === 'beside'
        ? { parentId: tree.placeOf(categoryId).parentId, after: categoryId }
        : lastBelow(isKnown ? categoryId : null);
    if (place.parentId !== null && tree.levelOf(place.parentId) >= CATEGORY_DEPTH) {
      refuse(place.parentId, 'too_deep');
      return;
    }
    unfoldTo(place.parentId);
    setNotice(null);
    setAdding(place);
  };
  const make: TreeCommands['make'] = async (name) => {
    if (adding === null) return false;
    const { parentId, after } = adding;
    try {
      const made = await call(createCategory, {
        params: { serviceId },
        body: { kind, names: { [language]: name }, ...(parentId === null ? {} : { parentId }), after } as never,
      });
      put([made]);
      setAdding((now) => now && { parentId, after: made.categoryId });
      setNotice(null);
      announce(t('form.created', { name }));
      return true;
    } catch (cause) {
      const now = await read().catch(() => null);
      if (movedMeanwhile(cause) === undefined) say(refusalWords(cause));
      else {
        const siblings = categoryTree(now ?? all).childrenOf(parentId);
        setAdding({ parentId, after: siblings.at(-1)?.categoryId ?? null });
        say(t('categories.new.moved'));
      }
      return false;
    }
  };
  return {
    move,
    step,
    refuse,
    adding,
    beginNew,
    endNew: () => {
      setAdding(null);
    },
    make,
    notice: moves.error === null ? notice : refusalWords(moves.error),
    dropNotice: () => {
      setNotice(null);
    },
  };
};
