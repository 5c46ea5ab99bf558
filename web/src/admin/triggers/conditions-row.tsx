import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPlus, IconX } from '@tabler/icons-react';
import { createContext, use, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isGroup, type Condition, type ConditionGroup } from '../../../../shared/domain/trigger/trigger.ts';
import { announce } from '../../ui/announcer.tsx';
import { ASKED_GROUPS, type AskedField } from '../../desk/triggers/asked-fields.ts';
import { conditionSentence, groupSentence, operatorWords } from '../../desk/triggers/condition-words.ts';
import { useTriggerSpeaker } from '../../desk/triggers/use-trigger-speaker.ts';
import { useFaultWords } from '../kit/faults.ts';
import type { Fault } from '../kit/form-edits.ts';
import { FormRow } from '../kit/form-row.tsx';
import type { Form } from '../kit/use-form.ts';
import {
  canNest,
  insertNode,
  isFull,
  nodeAt,
  pointerOf,
  removeNode,
  replaceNode,
  stepNode,
  type Node,
  type Path,
} from './condition-tree.ts';
import { askAbout, askBy, formOf, operatorsOf } from './condition-values.ts';
import type { TriggerValues } from './trigger-values.ts';
import { Sentence } from './sentence.tsx';
import { ValueInput } from './value-input.tsx';
import formStyles from '../kit/form.module.css';
import styles from './conditions.module.css';

type Speaker = ReturnType<typeof useTriggerSpeaker>;

/** What every line of the tree works with. */
type Tree = {
  readonly tree: ConditionGroup;
  readonly speaker: Speaker;
  /** Puts another tree, and the focus on an input of a node of it. */
  readonly put: (tree: ConditionGroup, focus?: { readonly path: Path; readonly part?: string | undefined }) => void;
  /** What is wrong with a condition, or a part of it. */
  readonly faultAt: (path: Path) => string | undefined;
};
const TreeContext = createContext<Tree | null>(null);
const useTree = (): Tree => {
  const tree = use(TreeContext);
  if (tree === null) throw new Error('useTree outside of ConditionsRow');
  return tree;
};

const NEW_CONDITION: Condition = { field: '', operator: 'is' };
const NEW_GROUP: ConditionGroup = { match: 'any', conditions: [NEW_CONDITION] };

/** `2.1`: the first one of the group that is second. */
const numberOf = (path: Path): string => path.map((place) => place + 1).join('.');

/** The conditions of a trigger: sentences in groups, which can hold groups. */
export const ConditionsRow = ({ form }: { readonly form: Form<TriggerValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const speaker = useTriggerSpeaker();
  const faultWords = useFaultWords();
  const whole = useRef<HTMLDivElement>(null);
  const focus = (path: Path, part?: string): void => {
    requestAnimationFrame(() => {
      const { current } = whole;
      const node = path.length === 0 ? current : current?.querySelector(`[data-node="${path.join('.')}"]`);
      const wanted = part === undefined ? null : node?.querySelector<HTMLElement>(`[data-part="${part}"]`);
      (wanted ?? node?.querySelector<HTMLElement>('select, input, button') ?? null)?.focus();
    });
  };
  const faultAt = (path: Path): string | undefined => {
    const pointer = pointerOf(path);
    const node = nodeAt(form.values.conditions, path);
    const isInnermost = node === undefined || !isGroup(node);
    const found = [...form.faults].find(
      ([each]: readonly [string, Fault]) => each === pointer || (isInnermost && each.startsWith(`${pointer}/`)),
    );
    return found === undefined ? undefined : faultWords(found[1]);
  };
  return (
    <FormRow
      form={form}
      name="conditions"
      label={t('triggers.conditions')}
      hint={t('triggers.conditions.hint')}
      isGroup
      isWide
      parts
      words={(value) => groupSentence(value, speaker)}
    >
      {({ value, set }) => (
        <TreeContext
          value={{
            tree: value,
            speaker,
            faultAt,
            put: (tree, then) => {
              set(tree);
              if (then !== undefined) focus(then.path, then.part);
            },
          }}
        >
          <div ref={whole} className={styles.tree}>
            <Group group={value} path={[]} />
          </div>
        </TreeContext>
      )}
    </FormRow>
  );
};

const Group = ({ group, path }: { readonly group: ConditionGroup; readonly path: Path }): ReactNode => {
  const { t } = useTranslation('admin');
  const { tree, put, faultAt } = useTree();
  const isOutermost = path.length === 0;
  const count = group.conditions.length;
  const fault = faultAt(path);
  const isDone = isFull(tree);
  const add = (node: Node): void => {
    const place = [...path, count];
    put(insertNode(tree, place, node), { path: isGroup(node) ? [...place, 0] : place, part: 'field' });
  };
  return (
    <>
      {count > 1 || !isOutermost ? (
        <div className={styles.match}>
          <Sentence
            words={t('triggers.match')}
            inputs={{
              match: (
                <NativeSelect
                  size="xs"
                  data-part="match"
                  className={styles.matchChoice}
                  aria-label={
                    isOutermost ? t('triggers.match.label') : t('triggers.match.of', { number: numberOf(path) })
                  }
                  data={(['all', 'any'] as const).map((value) => ({ value, label: t(`triggers.match.${value}`) }))}
                  value={group.match}
                  onChange={({ currentTarget }) => {
                    put(replaceNode(tree, path, { ...group, match: currentTarget.value === 'any' ? 'any' : 'all' }));
                  }}
                />
              ),
            }}
          />
        </div>
      ) : (
        count === 0 && <p className={styles.none}>{t('triggers.conditions.none')}</p>
      )}
      {count > 0 && (
        <ul className={styles.nodes} data-single={count === 1 || undefined}>
          {group.conditions.map((node, place) => (
            <Line key={place} node={node} path={[...path, place]} match={group.match} />
          ))}
        </ul>
      )}
      {fault !== undefined && (
        <p className={formStyles.fault} role="alert">
          {fault}
        </p>
      )}
      <div className={styles.adders}>
        <Button
          variant="default"
          size="compact-sm"
          data-part="adds"
          leftSection={<IconPlus size={14} />}
          aria-disabled={isDone}
          {...(isOutermost ? {} : { 'aria-label': t('triggers.condition.addTo', { number: numberOf(path) }) })}
          onClick={() => {
            if (!isDone) add(NEW_CONDITION);
          }}
        >
          {t('triggers.condition.add')}
        </Button>
        {canNest(path) && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            aria-disabled={isDone}
            {...(isOutermost ? {} : { 'aria-label': t('triggers.group.addTo', { number: numberOf(path) }) })}
            onClick={() => {
              if (!isDone) add(NEW_GROUP);
            }}
          >
            {t('triggers.group.add')}
          </Button>
        )}
      </div>
    </>
  );
};

/** A condition or a group in its group: what joins it to the one before, itself, and what moves or removes it. */
const Line = ({
  node,
  path,
  match,
}: {
  readonly node: Node;
  readonly path: Path;
  readonly match: ConditionGroup['match'];
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { tree, put, faultAt, speaker } = useTree();
  const place = path.at(-1)!;
  const number = numberOf(path);
  const fault = isGroup(node) ? undefined : faultAt(path);
  const name = isGroup(node) ? t('triggers.group.name', { number }) : t('triggers.condition.name', { number });
  const step = (by: -1 | 1): void => {
    const stepped = stepNode(tree, path, by);
    if (stepped === null) return;
    const { activeElement } = document;
    put(stepped.tree, {
      path: stepped.path,
      part: activeElement instanceof HTMLElement ? activeElement.dataset['part'] : undefined,
    });
    announce(
      t('triggers.condition.moved', {
        name: isGroup(node) ? groupSentence(node, speaker) : conditionSentence(node, speaker),
        number: numberOf(stepped.path),
      }),
    );
  };
  const pressed = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    if (by === undefined || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    step(by);
  };
  const remove = (): void => {
    const next = removeNode(tree, path);
    const above = path.slice(0, -1);
    const left = nodeAt(next, above);
    const count = left !== undefined && isGroup(left) ? left.conditions.length : 0;
    // Without a condition there is nothing of which one could be enough.
    put(next.conditions.length === 0 ? { match: 'all', conditions: [] } : next, {
      path: count === 0 ? above : [...above, Math.max(0, place - 1)],
      part: count === 0 ? 'adds' : undefined,
    });
  };
  return (
    <li className={styles.line} data-node={path.join('.')} data-group={isGroup(node) || undefined} onKeyDown={pressed}>
      <span className={styles.joiner} aria-hidden>
        {place === 0 ? '' : t(match === 'all' ? 'triggers.and' : 'triggers.or')}
      </span>
      {isGroup(node) ? (
        <div className={styles.group} role="group" aria-label={name}>
          <Group group={node} path={path} />
        </div>
      ) : (
        <div className={styles.condition} role="group" aria-label={name}>
          <ConditionInputs condition={node} path={path} isInvalid={fault !== undefined} />
          {fault !== undefined && (
            <p className={styles.fault} role="alert">
              {fault}
            </p>
          )}
        </div>
      )}
      <span className={styles.tools}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          data-part="up"
          aria-label={t('items.up', { name })}
          aria-disabled={stepNode(tree, path, -1) === null}
          onClick={() => {
            step(-1);
          }}
        >
          <IconChevronUp size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          data-part="down"
          aria-label={t('items.down', { name })}
          aria-disabled={stepNode(tree, path, 1) === null}
          onClick={() => {
            step(1);
          }}
        >
          <IconChevronDown size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          data-part="remove"
          aria-label={t('form.remove', { name })}
          onClick={remove}
        >
          <IconX size={16} />
        </ActionIcon>
      </span>
    </li>
  );
};

const ConditionInputs = ({
  condition,
  path,
  isInvalid,
}: {
  readonly condition: Condition;
  readonly path: Path;
  readonly isInvalid: boolean;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const { tree, put, speaker } = useTree();
  const number = numberOf(path);
  const field = speaker.field(condition.field);
  const form = formOf(field, condition.operator);
  const change = (next: Condition): void => {
    put(replaceNode(tree, path, next));
  };
  const known = (group: AskedField['group']) => speaker.fields.filter((each) => each.group === group);
  return (
    <div className={styles.inputs}>
      <NativeSelect
        size="sm"
        className={styles.field}
        data-part="field"
        aria-label={t('triggers.condition.field', { number })}
        error={isInvalid && field === undefined}
        value={condition.field}
        data={[
          ...(field === undefined
            ? [
                {
                  value: condition.field,
                  label: condition.field === '' ? t('triggers.condition.choose') : words('says.former'),
                },
              ]
            : []),
          ...ASKED_GROUPS.filter((group) => known(group).length > 0).map((group) => ({
            group: words(`fields.${group}`),
            items: known(group).map(({ id, name }) => ({ value: id, label: name })),
          })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          const asked = speaker.field(value);
          if (asked !== undefined) change(askAbout(asked));
        }}
      />
      {field !== undefined && (
        <NativeSelect
          size="sm"
          className={styles.operator}
          data-part="operator"
          aria-label={t('triggers.condition.operator', { number })}
          error={isInvalid && form === undefined}
          value={condition.operator}
          data={[
            ...(form === undefined ? [{ value: condition.operator, label: words(`op.${condition.operator}`) }] : []),
            ...operatorsOf(field).map((operator) => ({
              value: operator,
              label: operatorWords(words, field.type, operator),
            })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            const operator = operatorsOf(field).find((each) => each === value);
            if (operator !== undefined) change(askBy(condition, field, operator));
          }}
        />
      )}
      {field !== undefined && form !== undefined && (
        <ValueInput
          key={`${field.id} ${form}`}
          form={form}
          field={field}
          label={t('triggers.condition.value', { number })}
          value={condition.value}
          isInvalid={isInvalid}
          onChange={(value) => {
            const { value: _, ...rest } = condition;
            change(value === undefined ? rest : { ...rest, value });
          }}
        />
      )}
    </div>
  );
};
