import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listCategoryUse } from '../../../../shared/contracts/http/categories.ts';
import type { Language } from '../../../../shared/domain/ticket/ticket.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { nameIn } from '../../ui/name-in.ts';
import { READ_AGAIN, useFreshService } from '../kit/use-fresh-service.ts';
import { type CategoryTree, categoryTree, type CategoryView, withCategories } from './category-tree.ts';
import { type Moves, useMoves } from './use-moves.ts';

/** How many tickets name a category, and how many of them are open. */
export type Usage = { readonly tickets: number; readonly open: number };
const UNUSED: Usage = { tickets: 0, open: 0 };

/** One tree of the open service, with the moves that are on their way. */
export type Categories = {
  readonly kind: CategoryView['kind'];
  readonly all: readonly CategoryView[];
  readonly tree: CategoryTree;
  readonly moves: Moves;
  /** The service's own language: that of the names of new ones. */
  readonly language: Language;
  /** In the language of the console where there is one. */
  readonly nameOf: (categoryId: string) => string;
  /** Undefined while it is not known. */
  readonly usageOf: (categoryId: string) => Usage | undefined;
  /** Puts categories in their newer state into the cache. */
  readonly put: (newer: readonly CategoryView[]) => void;
  /** Reads the tree as it is; null when the service is gone. */
  readonly read: () => Promise<readonly CategoryView[] | null>;
};

/** The tree of one kind, read again while it is shown. */
export const useCategories = (serviceId: string, kind: CategoryView['kind']): Categories => {
  const { i18n } = useTranslation('admin');
  const { call } = useConsole();
  const { service, readService, putService } = useFreshService();
  const { language } = service;
  const ofKind = useCallback((all: readonly CategoryView[]) => all.filter((each) => each.kind === kind), [kind]);
  const stored = useMemo(() => ofKind(service.categories), [ofKind, service.categories]);
  const put = useCallback(
    (newer: readonly CategoryView[]) => {
      putService((known) => ({
        ...known,
        categories: [
          ...known.categories.filter((each) => each.kind !== kind),
          ...withCategories(ofKind(known.categories), newer),
        ],
      }));
    },
    [putService, ofKind, kind],
  );
  const read = useCallback(async () => {
    const now = await readService();
    return now && ofKind(now.categories);
  }, [readService, ofKind]);
  const moves = useMoves({ serviceId, kind, stored, onMoved: put, readAgain: read });
  const all = moves.categories;
  const tree = useMemo(() => categoryTree(all), [all]);
  const names = useMemo(
    () => new Map(all.map((each) => [each.categoryId, nameIn(each.names, i18n.language, language) ?? each.categoryId])),
    [all, i18n.language, language],
  );
  const { data } = useQuery({
    queryKey: queryKeys.categoryUse(serviceId),
    queryFn: ({ signal }) => call(listCategoryUse, { params: { serviceId }, signal }),
    refetchInterval: READ_AGAIN,
    refetchOnMount: 'always',
  });
  const usage = useMemo(
    () => data && new Map(data.categories.flatMap((each) => (each.kind === kind ? [[each.categoryId, each]] : []))),
    [data, kind],
  );
  return {
    kind,
    all,
    tree,
    moves,
    language,
    nameOf: (categoryId) => names.get(categoryId) ?? categoryId,
    usageOf: (categoryId) => usage && (usage.get(categoryId) ?? UNUSED),
    put,
    read,
  };
};
