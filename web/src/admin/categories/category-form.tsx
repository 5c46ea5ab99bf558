import { Button } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconIndentDecrease,
  IconIndentIncrease,
  IconPlus,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { editCategory } from '../../../../shared/contracts/http/categories.ts';
import { CATEGORY_NAME_LENGTH } from '../../../../shared/domain/desk/category.ts';
import { useConsole } from '../../desk/console-context.ts';
import { pathWords } from '../../desk/fields/category-paths.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection, Shown } from '../kit/form-row.tsx';
import { NamesRow, SwitchRow } from '../kit/inputs.tsx';
import { useForm, type Stored } from '../kit/use-form.ts';
import type { CategoryTree, CategoryView, Step } from './category-tree.ts';
import formStyles from '../kit/form.module.css';
import styles from './categories.module.css';

/** What administrators set of a category; its place is moved. */
type Settings = Pick<CategoryView, 'names' | 'active'>;

const storedOf = ({ version, names, active }: CategoryView): Stored<Settings> => ({
  version,
  values: { names, active },
});

const STEPS: readonly { readonly step: Step; readonly icon: Icon }[] = [
  { step: 'up', icon: IconArrowUp },
  { step: 'down', icon: IconArrowDown },
  { step: 'deeper', icon: IconIndentIncrease },
  { step: 'out', icon: IconIndentDecrease },
];

/** The open category: its names, whether it is in use, where it stands and what uses it. */
export const CategoryForm = ({
  serviceId,
  section,
  category,
  tree,
  nameOf,
  use,
  readCategory,
  onSaved,
  onStep,
  onNew,
}: {
  readonly serviceId: string;
  readonly section: string;
  readonly category: CategoryView;
  readonly tree: CategoryTree;
  readonly nameOf: (categoryId: string) => string;
  /** Undefined while it is not known. */
  readonly use: { readonly tickets: number; readonly open: number } | undefined;
  /** Reads it as it is, into the cache as well. */
  readonly readCategory: (categoryId: string) => Promise<CategoryView | null>;
  readonly onSaved: (saved: CategoryView) => void;
  readonly onStep: (step: Step) => void;
  readonly onNew: (where: 'beside' | 'below') => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { kind, categoryId } = category;
  const name = nameOf(categoryId);
  const form = useForm({
    place: placeOf(serviceId, section, categoryId),
    name,
    stored: storedOf(category),
    schema: editCategory.body,
    toBody: (changes: Partial<Settings>) => changes,
    save: (body, version) =>
      call(editCategory, { params: { serviceId, kind, categoryId }, body: body as never, ifMatch: version }),
    read: async () => {
      const read = await readCategory(categoryId);
      return read && storedOf(read);
    },
    onSaved,
    subject: { kind: 'category', id: `${kind}/${categoryId}` },
  });
  const above = tree.above(categoryId).toReversed();
  const siblings = tree.childrenOf(tree.placeOf(categoryId).parentId);
  const place = siblings.findIndex((each) => each.categoryId === categoryId) + 1;
  const inactiveAbove = above.find(({ active }) => !active);
  return (
    <FormFrame form={form} label={name}>
      <FormSection title={name}>
        <NamesRow form={form} name="names" label={t('categories.name')} maxLength={CATEGORY_NAME_LENGTH} />
        <SwitchRow
          form={form}
          name="active"
          label={t('categories.active')}
          says={t('categories.active.says')}
          hint={<Consequence tree={tree} category={category} isActive={form.values.active} use={use} />}
        />
        {inactiveAbove !== undefined && (
          <Shown label={t('categories.above')}>
            <p className={formStyles.plain}>{t('categories.above.off', { name: nameOf(inactiveAbove.categoryId) })}</p>
          </Shown>
        )}
        <Shown label={t('categories.use')} hint={t('categories.use.hint')}>
          <p className={formStyles.plain}>{use === undefined ? '–' : t('categories.tickets', use)}</p>
        </Shown>
        <Shown label={t('categories.place')} hint={t('categories.place.hint')}>
          <p className={formStyles.plain}>
            {above.length === 0
              ? t('categories.place.top', { place, count: siblings.length })
              : t('categories.place.below', {
                  path: pathWords(above.map((each) => nameOf(each.categoryId))),
                  place,
                  count: siblings.length,
                })}
          </p>
          <div className={styles.steps}>
            {STEPS.map(({ step, icon: StepIcon }) => (
              <Button
                key={step}
                size="compact-sm"
                variant="default"
                leftSection={<StepIcon size={14} stroke={1.75} aria-hidden />}
                onClick={() => {
                  onStep(step);
                }}
              >
                {t(`categories.step.${step}`)}
              </Button>
            ))}
          </div>
        </Shown>
        <Shown label={t('categories.more')}>
          <div className={styles.steps}>
            {(['beside', 'below'] as const).map((where) => (
              <Button
                key={where}
                size="compact-sm"
                variant="light"
                leftSection={<IconPlus size={14} stroke={1.75} aria-hidden />}
                onClick={() => {
                  onNew(where);
                }}
              >
                {t(`categories.add.${where}`)}
              </Button>
            ))}
          </div>
        </Shown>
        <Shown label={t('categories.id')} hint={t('categories.id.hint')}>
          <p className={formStyles.plain}>
            <code className={styles.id}>{categoryId}</code>
          </p>
        </Shown>
      </FormSection>
    </FormFrame>
  );
};

/** What it means that a category is switched off, or on again: to how many tickets, and to what is below it. */
const Consequence = ({
  tree,
  category: { categoryId, active },
  isActive,
  use,
}: {
  readonly tree: CategoryTree;
  readonly category: CategoryView;
  readonly isActive: boolean;
  readonly use: { readonly tickets: number; readonly open: number } | undefined;
}): ReactNode => {
  const { t } = useTranslation('admin');
  if (isActive === active) return t('categories.active.hint');
  const below = tree.below(categoryId);
  const concerned = below.filter((each) => tree.isInUse(each.categoryId) || !active).length;
  if (isActive) return concerned === 0 ? t('categories.on') : t('categories.on.below', { below: concerned });
  return (
    <>
      {use === undefined ? t('categories.off.unknown') : t('categories.off.tickets', use)}
      {concerned > 0 && ` ${t('categories.off.below', { below: concerned })}`}
    </>
  );
};
