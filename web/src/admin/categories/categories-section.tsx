import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createCategory, listCategoryUse } from '../../../../shared/contracts/http/categories.ts';
import { CATEGORY_DEPTH } from '../../../../shared/domain/desk/category.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { announce } from '../../ui/announcer.tsx';
import { nameIn } from '../../ui/name-in.ts';
import { Nothing } from '../../ui/pane-state.tsx';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { useAdminPlace, useOpenAdmin } from '../kit/admin-place.ts';
import { placeOf, useUnsaved } from '../kit/form-edits.ts';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { SectionPage } from '../kit/section-page.tsx';
import { READ_AGAIN, useFreshService } from '../kit/use-fresh-service.ts';
import { CategoryForm } from './category-form.tsx';
import {
  categoryTree,
  type CategoryView,
  OPPOSITE,
  type NoPlace,
  type Place,
  placeByStep,
  type Step,
  treeRows,
  withCategories,
  withPlace,
} from './category-tree.ts';
import { MoveConflictBar } from './move-conflict-bar.tsx';
import { NewRow } from './new-row.tsx';
import { type TreeHandle, TreeView } from './tree-view.tsx';
import { movedMeanwhile, useMoves } from './use-moves.ts';
import styles from './categories.module.css';

/** From so many categories on, a tree begins folded. */
const FOLDED_FROM = 100;
const REFUSALS: Readonly<Record<string, AdminWordKey>> = {
  category_below_itself: 'categories.refused.below_itself',
  category_too_deep: 'categories.refused.too_deep',
  too_many_categories: 'categories.refused.too_many',
  category_missing: 'form.gone.text',
};
/** A step of the keyboard that was done: the opposite one takes it back. */
type DoneStep = { readonly categoryId: string; readonly step: Step; readonly from: Place; readonly to: Place };

const samePlace = (a: Place, b: Place): boolean => a.parentId === b.parentId && a.after === b.after;

/** One tree of categories with the form of the open one. */
export const CategoriesSection = ({
  kind,
  title,
  about,
}: {
  readonly kind: CategoryView['kind'];
  readonly title: string;
  readonly about: string;
}): ReactNode => {
  const { t, i18n } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId, section, item: chosen } = useAdminPlace();
  const openAdmin = useOpenAdmin();
  const { service, readService, putService } = useFreshService();
  const refusalWords = useRefusalWords(REFUSALS);
  const unsaved = useUnsaved(placeOf(serviceId, section));
  const stored = useMemo(() => service.categories.filter((each) => each.kind === kind), [service.categories, kind]);
  const putCategories = useCallback(
    (newer: readonly CategoryView[]) => {
      putService((known) => {
        const own = withCategories(
          known.categories.filter((each) => each.kind === kind),
          newer,
        );
        return { ...known, categories: [...known.categories.filter((each) => each.kind !== kind), ...own] };
      });
    },
    [putService, kind],
  );
  const moves = useMoves({ serviceId, kind, stored, onMoved: putCategories, readAgain: readService });
  const { categories } = moves;
  const tree = useMemo(() => categoryTree(categories), [categories]);
  const { language } = service;
  const names = useMemo(
    () =>
      new Map(
        categories.map((each) => [each.categoryId, nameIn(each.names, i18n.language, language) ?? each.categoryId]),
      ),
    [categories, i18n.language, language],
  );
  const nameOf = (categoryId: string): string => names.get(categoryId) ?? categoryId;
  const { data: used } = useQuery({
    queryKey: queryKeys.categoryUse(serviceId),
    queryFn: ({ signal }) => call(listCategoryUse, { params: { serviceId }, signal }),
    refetchInterval: READ_AGAIN,
    refetchOnMount: 'always',
  });
  const uses = useMemo(
    () =>
      new Map(used?.categories.filter((each) => each.kind === kind).map((each) => [each.categoryId, each] as const)),
    [used, kind],
  );
  const usageOf = (categoryId: string) =>
    used === undefined ? undefined : (uses.get(categoryId) ?? { tickets: 0, open: 0 });

  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set(stored.length < FOLDED_FROM ? [] : stored.map(({ categoryId }) => categoryId)),
  );
  const [hidesInactive, setHidesInactive] = useState(false);
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState<Place | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const handle = useRef<TreeHandle>(null);
  const find = useRef<HTMLInputElement>(null);
  const done = useRef<readonly DoneStep[]>([]);
  const isSearching = search.trim() !== '';
  const rows = useMemo(
    () =>
      treeRows(tree, {
        folded,
        hidesInactive,
        search,
        namesOf: (category) => `${Object.values(category.names).join(' ')} ${category.categoryId}`,
      }),
    [tree, folded, hidesInactive, search],
  );
  const rowOf = useMemo(() => new Map(rows.map((row, at) => [row.categoryId, at])), [rows]);

  const say = (text: string): void => {
    setNotice(text);
    announce(text);
  };
  const unfold = (ids: readonly (string | null)[]): void => {
    setFolded((known) =>
      ids.some((id) => id !== null && known.has(id)) ? new Set([...known].filter((id) => !ids.includes(id))) : known,
    );
  };
  const wordsOfPlace = (all: readonly CategoryView[], categoryId: string): string => {
    const moved = categoryTree(all);
    const { parentId } = moved.placeOf(categoryId);
    const siblings = moved.childrenOf(parentId);
    const place = siblings.findIndex((each) => each.categoryId === categoryId) + 1;
    const values = { name: nameOf(categoryId), place, count: siblings.length, level: moved.levelOf(categoryId) };
    return parentId === null
      ? t('categories.moved.top', values)
      : t('categories.moved.below', { ...values, parent: nameOf(parentId) });
  };
  const move = (categoryId: string, to: Place, options?: { readonly isSure: boolean }): void => {
    if (options === undefined && samePlace(tree.placeOf(categoryId), to)) return;
    unfold([to.parentId]);
    moves.move(categoryId, to, options);
    announce(wordsOfPlace(withPlace(categories, categoryId, to), categoryId));
    setNotice(null);
  };
  const refuse = (categoryId: string, why: NoPlace): void => {
    say(t(`categories.refused.${why}`, { name: nameOf(categoryId), limit: CATEGORY_DEPTH }));
  };
  const step = (categoryId: string, by: Step): void => {
    const from = tree.placeOf(categoryId);
    const last = done.current.at(-1);
    // The opposite key leads back to exactly where it was, also into the middle of siblings.
    if (last?.categoryId === categoryId && last.step === OPPOSITE[by] && samePlace(from, last.to)) {
      done.current = done.current.slice(0, -1);
      move(categoryId, last.from);
      return;
    }
    const to = placeByStep(tree, categoryId, by, (id) => !hidesInactive || tree.isInUse(id));
    if (typeof to === 'string') {
      refuse(categoryId, to);
      return;
    }
    const before = last?.categoryId === categoryId && samePlace(from, last.to) ? done.current : [];
    done.current = [...before, { categoryId, step: by, from, to }];
    move(categoryId, to);
  };

  const beginNew = (place: Place): void => {
    if (place.parentId !== null && tree.levelOf(place.parentId) >= CATEGORY_DEPTH) {
      refuse(place.parentId, 'too_deep');
      return;
    }
    setSearch('');
    unfold([
      place.parentId,
      ...(place.parentId === null ? [] : tree.above(place.parentId).map(({ categoryId }) => categoryId)),
    ]);
    setNotice(null);
    setAdding(place);
  };
  const beginNewAt = (categoryId: string | null, where: 'beside' | 'below'): void => {
    const below = (parentId: string | null): Place => ({
      parentId,
      after: tree.childrenOf(parentId).at(-1)?.categoryId ?? null,
    });
    if (categoryId === null || !tree.byId.has(categoryId)) beginNew(below(null));
    else if (where === 'below') beginNew(below(categoryId));
    else beginNew({ parentId: tree.placeOf(categoryId).parentId, after: categoryId });
  };
  const make = async (place: Place, name: string): Promise<boolean> => {
    try {
      const made = await call(createCategory, {
        params: { serviceId },
        body: {
          kind,
          names: { [language]: name },
          ...(place.parentId === null ? {} : { parentId: place.parentId }),
          after: place.after,
        } as never,
      });
      putCategories([made]);
      setAdding((now) => (now === null ? null : { parentId: place.parentId, after: made.categoryId }));
      setNotice(null);
      announce(t('form.created', { name }));
      return true;
    } catch (cause) {
      const read = await readService().catch(() => null);
      if (movedMeanwhile(cause) === undefined) say(refusalWords(cause));
      else {
        const now = categoryTree((read ?? service).categories.filter((each) => each.kind === kind));
        setAdding({ ...place, after: now.childrenOf(place.parentId).at(-1)?.categoryId ?? null });
        say(t('categories.new.moved'));
      }
      return false;
    }
  };
  const endNew = (): void => {
    const behind = adding?.after ?? adding?.parentId ?? rows[0]?.categoryId;
    setAdding(null);
    // The input is still there: the focus goes on once it is not.
    requestAnimationFrame(() => {
      if (behind !== undefined && document.activeElement === document.body) handle.current?.focus(behind);
    });
  };
  /** The row behind which the line of a new category is drawn: the last one that is drawn below its sibling. */
  const newRowBehind = ({ parentId, after }: Place): number => {
    const from = rowOf.get(after ?? parentId ?? '') ?? -1;
    if (after === null || from === -1) return from;
    const { level } = rows[from]!;
    let last = from;
    while (rows[last + 1] !== undefined && rows[last + 1]!.level > level) last += 1;
    return last;
  };
  const category = chosen === null ? undefined : tree.byId.get(chosen);
  const isEmpty = categories.length === 0 && adding === null;
  const failure = moves.error === null ? notice : refusalWords(moves.error);

  return (
    <SectionPage title={title} about={about}>
      <div className={styles.both} data-open={chosen === null ? undefined : true}>
        <section className={styles.pane} aria-label={title}>
          <div className={styles.tools}>
            <TextInput
              ref={find}
              size="xs"
              type="search"
              data-find
              className={styles.search}
              aria-label={t('items.search', { name: title })}
              placeholder={t('items.search', { name: title })}
              value={search}
              onChange={({ currentTarget }) => {
                setSearch(currentTarget.value);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setSearch('');
                const first = rows.find(({ isFound }) => isFound);
                if ((event.key !== 'ArrowDown' && event.key !== 'Enter') || first === undefined) return;
                event.preventDefault();
                handle.current?.focus(first.categoryId);
              }}
            />
            <label className={styles.switch}>
              <input
                type="checkbox"
                checked={hidesInactive}
                onChange={({ currentTarget }) => {
                  setHidesInactive(currentTarget.checked);
                }}
              />
              {t('categories.hideInactive')}
            </label>
            <span className={styles.folds}>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => {
                  setFolded(new Set());
                }}
              >
                {t('categories.unfoldAll')}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => {
                  setFolded(new Set(categories.map(({ categoryId }) => categoryId)));
                }}
              >
                {t('categories.foldAll')}
              </Button>
            </span>
            <Button
              variant="light"
              data-new
              leftSection={<IconPlus size={14} />}
              className={styles.new}
              onClick={() => {
                beginNewAt(chosen, 'beside');
              }}
            >
              {t('form.add')}
            </Button>
          </div>
          {moves.conflict !== null && (
            <MoveConflictBar
              conflict={moves.conflict}
              tree={tree}
              nameOf={nameOf}
              onMove={(to) => {
                move(moves.conflict!.categoryId, to, { isSure: true });
              }}
              onLeave={moves.dropConflict}
            />
          )}
          <div className={styles.scroll}>
            {isEmpty ? (
              <Nothing text={t('categories.none')} />
            ) : rows.length === 0 && adding === null ? (
              <Nothing
                text={isSearching ? t('items.nothing', { query: search.trim() }) : t('categories.allInactive')}
              />
            ) : (
              <TreeView
                label={title}
                tree={tree}
                rows={rows}
                nameOf={nameOf}
                usageOf={usageOf}
                chosen={chosen}
                isUnsaved={(categoryId) => unsaved.includes(placeOf(serviceId, section, categoryId))}
                isSearching={isSearching}
                newRow={
                  adding && {
                    behind: newRowBehind(adding),
                    line: (
                      <NewRow
                        level={adding.parentId === null ? 1 : tree.levelOf(adding.parentId) + 1}
                        language={language}
                        parent={adding.parentId === null ? null : nameOf(adding.parentId)}
                        onMake={(name) => make(adding, name)}
                        onClose={endNew}
                      />
                    ),
                  }
                }
                handle={handle}
                onOpen={(categoryId) => {
                  if (categoryId !== chosen) openAdmin({ section, item: categoryId });
                  else document.querySelector<HTMLElement>('#item input')?.focus();
                }}
                onFold={(categoryId, isFolded) => {
                  setFolded((known) =>
                    isFolded ? new Set([...known, categoryId]) : new Set([...known].filter((id) => id !== categoryId)),
                  );
                }}
                onStep={step}
                onDrop={(categoryId, place) => {
                  move(categoryId, place);
                }}
                onTooDeep={() => {
                  say(t('categories.refused.too_deep', { limit: CATEGORY_DEPTH }));
                }}
                onNew={beginNewAt}
              />
            )}
          </div>
          <p className={styles.foot} data-notice={failure === null ? undefined : true}>
            {failure ?? t('categories.keys')}
          </p>
        </section>
        <div
          className={styles.form}
          id="item"
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.defaultPrevented || chosen === null) return;
            handle.current?.focus(chosen);
          }}
        >
          {chosen !== null && (
            <Link to="/admin/$serviceId/$section" params={{ serviceId, section }} className={styles.back}>
              <IconArrowLeft size={16} stroke={1.75} aria-hidden />
              {t('items.backToList')}
            </Link>
          )}
          {chosen === null ? (
            <p className={styles.choose}>{t('form.choose')}</p>
          ) : category === undefined ? (
            <Nothing title={t('form.gone.title')} text={t('categories.notHere')} />
          ) : (
            <CategoryForm
              key={category.categoryId}
              serviceId={serviceId}
              section={section}
              category={category}
              tree={tree}
              nameOf={nameOf}
              use={usageOf(category.categoryId)}
              readCategory={async (categoryId) =>
                (await readService())?.categories.find(
                  (each) => each.kind === kind && each.categoryId === categoryId,
                ) ?? null
              }
              onSaved={(saved) => {
                putCategories([saved]);
              }}
              onStep={(by) => {
                step(category.categoryId, by);
              }}
              onNew={(where) => {
                beginNewAt(category.categoryId, where);
              }}
            />
          )}
        </div>
      </div>
    </SectionPage>
  );
};
