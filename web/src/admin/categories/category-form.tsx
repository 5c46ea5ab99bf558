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
import { FormSection, Shown } from '../kit/form-row.tsx';
import { NamesRow, SwitchRow } from '../kit/inputs.tsx';
import { useForm, type Stored } from '../kit/use-form.ts';
import type { CategoryView, Step } from './category-tree.ts';
import type { Categories } from './use-categories.ts';
import type { Where } from './use-tree-commands.ts';
import formStyles from '../kit/form.module.css';
import styles from './categories.module.css';

/** What administrators set of a category; its place is moved. */
type Settings = Pick<CategoryView, 'names' | 'active'>;

const storedOf = ({ version, names, active }: CategoryView): Stored<Settings> => ({
  version,
  values: { names, active },
});

const STEPS: readonly (readonly [Step, Icon])[] = [
  ['up', IconArrowUp],
  ['down', IconArrowDown],
  ['deeper', IconIndentIncrease],
  ['out', IconIndentDecrease],
];

/** The open category: its names, whether it is in use, where it stands and what uses it. */
export const CategoryForm = ({
  place,
  serviceId,
  category,
  categories,
  notice,
  onStep,
  onNew,
}: {
  /** Where its edits are kept. */
  readonly place: string;
  readonly serviceId: string;
  readonly category: CategoryView;
  readonly categories: Categories;
  /** Why the last step was not done: shown where the tree is not. */
  readonly notice: string | null;
  readonly onStep: (categoryId: string, step: Step) => void;
  readonly onNew: (categoryId: string, where: Where) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { kind, categoryId } = category;
  const { tree, nameOf, put, read } = categories;
  const name = nameOf(categoryId);
  const usage = categories.usageOf(categoryId);
  const form = useForm({
    place,
    name,
    stored: storedOf(category),
    schema: editCategory.body,
    toBody: (changes: Partial<Settings>) => changes,
    save: (body, version) =>
      call(editCategory, { params: { serviceId, kind, categoryId }, body: body as never, ifMatch: version }),
    read: async () => {
      const now = (await read())?.find((each) => each.categoryId === categoryId);
      return now === undefined ? null : storedOf(now);
    },
    onSaved: (saved) => {
      put([saved]);
    },
    subject: { kind: 'category', id: `${kind}/${categoryId}` },
  });
  const inactiveAbove = tree.above(categoryId).find(({ active }) => !active);
  return (
    <FormFrame form={form} label={name}>
      <h2 className={styles.formTitle} dir="auto">
        {name}
      </h2>
      <FormSection title={t('categories.settings')}>
        <NamesRow form={form} name="names" label={t('categories.name')} maxLength={CATEGORY_NAME_LENGTH} />
        <SwitchRow
          form={form}
          name="active"
          label={t('categories.active')}
          says={t('categories.active.says')}
          hint={<Consequence category={category} categories={categories} isActive={form.values.active} />}
        />
        {inactiveAbove !== undefined && (
          <Shown label={t('categories.above')}>
            <p className={formStyles.plain}>{t('categories.above.off', { name: nameOf(inactiveAbove.categoryId) })}</p>
          </Shown>
        )}
        <Shown label={t('categories.use')} hint={t('categories.use.hint')}>
          <p className={formStyles.plain}>{usage === undefined ? '–' : t('categories.tickets', usage)}</p>
        </Shown>
        <Shown label={t('categories.id')} hint={t('categories.id.hint')}>
          <p className={formStyles.plain}>
            <code className={styles.id}>{categoryId}</code>
          </p>
        </Shown>
      </FormSection>
      <FormSection title={t('categories.place')}>
        <Shown label={t('categories.place.now')} hint={t('categories.place.hint')}>
          <PlaceWords categoryId={categoryId} categories={categories} />
          <div className={styles.buttons}>
            {STEPS.map(([step, StepIcon]) => (
              <Button
                key={step}
                size="compact-sm"
                variant="default"
                leftSection={<StepIcon size={14} stroke={1.75} aria-hidden />}
                onClick={() => {
                  onStep(categoryId, step);
                }}
              >
                {t(`categories.step.${step}`)}
              </Button>
            ))}
          </div>
          {notice !== null && <p className={styles.notice}>{notice}</p>}
        </Shown>
        <Shown label={t('categories.more')}>
          <div className={styles.buttons}>
            {(['beside', 'below'] as const).map((where) => (
              <Button
                key={where}
                size="compact-sm"
                variant="default"
                leftSection={<IconPlus size={14} stroke={1.75} aria-hidden />}
                onClick={() => {
                  onNew(categoryId, where);
                }}
              >
                {t(`categories.add.${where}`)}
              </Button>
            ))}
          </div>
        </Shown>
      </FormSection>
    </FormFrame>
  );
};

const PlaceWords = ({
  categoryId,
  categories: { tree, nameOf },
}: {
  readonly categoryId: string;
  readonly categories: Categories;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const above = tree.above(categoryId).toReversed();
  const siblings = tree.childrenOf(tree.placeOf(categoryId).parentId);
  const place = siblings.findIndex((each) => each.categoryId === categoryId) + 1;
  const path = pathWords(above.map((each) => nameOf(each.categoryId)));
  return (
    <p className={formStyles.plain}>
      {above.length === 0
        ? t('categories.place.top', { place, count: siblings.length })
        : t('categories.place.below', { path, place, count: siblings.length })}
    </p>
  );
};

/** What it means that a category is switched off, or on again: to how many tickets, and to what is below it. */
const Consequence = ({
  category: { categoryId, active },
  categories: { tree, usageOf },
  isActive,
}: {
  readonly category: CategoryView;
  readonly categories: Categories;
  readonly isActive: boolean;
}): ReactNode => {
  const { t } = useTranslation('admin');
  if (isActive === active) return t('categories.active.hint');
  const all = tree.below(categoryId);
  if (isActive)
    return (
      <span className={styles.consequence}>
        {all.length === 0 ? t('categories.on') : t('categories.on.below', { below: all.length })}
      </span>
    );
  const usage = usageOf(categoryId);
  const below = all.filter((each) => tree.isInUse(each.categoryId)).length;
  return (
    <span className={styles.consequence}>
      {usage === undefined ? t('categories.off.unknown') : t('categories.off.tickets', usage)}
      {below > 0 && ` ${t('categories.off.below', { below })}`}
    </span>
  );
};
