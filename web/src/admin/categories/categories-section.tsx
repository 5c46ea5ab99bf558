import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../ui/pane-state.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { useAdminPlace, useOpenAdmin } from '../kit/admin-place.ts';
import { placeOf, useUnsaved } from '../kit/form-edits.ts';
import { SectionPage } from '../kit/section-page.tsx';
import { CategoryForm } from './category-form.tsx';
import { type CategoryView, type Place, type TreeRow, treeRows } from './category-tree.ts';
import { MoveConflictBar } from './move-conflict-bar.tsx';
import { NewRow } from './new-row.tsx';
import { TreeTools } from './tree-tools.tsx';
import { type TreeHandle, TreeView } from './tree-view.tsx';
import { useCategories } from './use-categories.ts';
import { useTreeCommands, type Where } from './use-tree-commands.ts';
import listStyles from '../kit/item-list.module.css';
import styles from './categories.module.css';

/** From so many categories on, a tree begins folded. */
const FOLDED_FROM = 100;

const without = (ids: ReadonlySet<string>, taken: readonly string[]): ReadonlySet<string> =>
  new Set([...ids].filter((id) => !taken.includes(id)));

/** The row behind which a new category is written: the last one that is drawn below the sibling before it. */
const rowBefore = (rows: readonly TreeRow[], { parentId, after }: Place): number => {
  const from = rows.findIndex(({ categoryId }) => categoryId === (after ?? parentId));
  if (after === null || from === -1) return from;
  const next = rows.findIndex((row, at) => at > from && row.level <= rows[from]!.level);
  return (next === -1 ? rows.length : next) - 1;
};

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
  const { t } = useTranslation('admin');
  const { serviceId, section, item: chosen } = useAdminPlace();
  const openAdmin = useOpenAdmin();
  const unsaved = useUnsaved(placeOf(serviceId, section));
  const categories = useCategories(serviceId, kind);
  const { all, tree, moves, nameOf, usageOf } = categories;
  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set(all.length < FOLDED_FROM ? [] : all.map(({ categoryId }) => categoryId)),
  );
  const [hidesInactive, setHidesInactive] = useState(false);
  const [search, setSearch] = useState('');
  const handle = useRef<TreeHandle>(null);
  const rows = useMemo(
    () =>
      treeRows(tree, {
        folded,
        hidesInactive,
        search,
        namesOf: ({ names, categoryId }) => `${Object.values(names).join(' ')} ${categoryId}`,
      }),
    [tree, folded, hidesInactive, search],
  );
  const fold = (categoryId: string, isFolded: boolean): void => {
    setFolded((known) => (isFolded ? new Set([...known, categoryId]) : without(known, [categoryId])));
  };
  const commands = useTreeCommands(serviceId, categories, {
    isShown: (categoryId) => !hidesInactive || tree.isInUse(categoryId),
    unfold: (ids) => {
      setFolded((known) => without(known, ids));
    },
  });
  const { adding, notice } = commands;
  const beginNew = (categoryId: string | null, where: Where): void => {
    setSearch('');
    commands.beginNew(categoryId, where);
  };
  const endNew = (): void => {
    const before = adding?.after ?? adding?.parentId ?? null;
    commands.endNew();
    // The input is still there: the focus goes on once it is not.
    requestAnimationFrame(() => {
      if (before !== null && document.activeElement === document.body) handle.current?.focus(before);
    });
  };
  const isOnePane = useWidth('one-pane');
  const category = chosen === null ? undefined : tree.byId.get(chosen);
  const isSearching = search.trim() !== '';
  const { conflict } = moves;
  const nothing = isSearching
    ? t('items.nothing', { query: search.trim() })
    : t(all.length === 0 ? 'categories.none' : 'categories.allInactive');

  return (
    <SectionPage title={title} about={about}>
      {conflict !== null && (
        <MoveConflictBar
          conflict={conflict}
          tree={tree}
          nameOf={nameOf}
          onMove={(to) => {
            commands.move(conflict.categoryId, to, { isSure: true });
          }}
          onLeave={moves.dropConflict}
        />
      )}
      <div className={styles.both} data-open={chosen === null ? undefined : true}>
        <section className={styles.pane} aria-label={title}>
          <TreeTools
            label={title}
            search={search}
            onSearch={setSearch}
            onFirst={() => {
              const first = rows.find(({ isFound }) => isFound);
              if (first !== undefined) handle.current?.focus(first.categoryId);
            }}
            hidesInactive={hidesInactive}
            onHideInactive={setHidesInactive}
            onFoldAll={() => {
              setFolded(new Set(all.map(({ categoryId }) => categoryId)));
            }}
            onUnfoldAll={() => {
              setFolded(new Set());
            }}
            onNew={() => {
              beginNew(chosen, 'beside');
            }}
          />
          <div className={styles.scroll}>
            {rows.length === 0 && adding === null ? (
              <Nothing text={nothing} />
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
                    behind: rowBefore(rows, adding),
                    line: (
                      <NewRow
                        level={adding.parentId === null ? 1 : tree.levelOf(adding.parentId) + 1}
                        language={categories.language}
                        parent={adding.parentId === null ? null : nameOf(adding.parentId)}
                        onMake={commands.make}
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
                onReach={commands.dropNotice}
                onFold={fold}
                onStep={commands.step}
                onDrop={commands.move}
                onTooDeep={(categoryId) => {
                  commands.refuse(categoryId, 'too_deep');
                }}
                onNew={beginNew}
              />
            )}
          </div>
          <p className={styles.foot} data-notice={notice === null ? undefined : true}>
            {notice ?? t('categories.keys')}
          </p>
        </section>
        <div
          className={`${listStyles.form} ${styles.item}`}
          id="item"
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.defaultPrevented && chosen !== null) handle.current?.focus(chosen);
          }}
        >
          {chosen === null ? (
            <p className={listStyles.choose}>{t('form.choose')}</p>
          ) : (
            <Link to="/admin/$serviceId/$section" params={{ serviceId, section }} className={listStyles.back}>
              <IconArrowLeft size={16} stroke={1.75} aria-hidden />
              {t('items.backToList')}
            </Link>
          )}
          {category !== undefined && (
            <CategoryForm
              key={category.categoryId}
              place={placeOf(serviceId, section, category.categoryId)}
              serviceId={serviceId}
              category={category}
              categories={categories}
              notice={notice}
              onStep={commands.step}
              onNew={(categoryId, where) => {
                // Its name is written in the tree.
                if (isOnePane) openAdmin({ section });
                beginNew(categoryId, where);
              }}
            />
          )}
          {chosen !== null && category === undefined && (
            <Nothing title={t('form.gone.title')} text={t('categories.notHere')} />
          )}
        </div>
      </div>
    </SectionPage>
  );
};
