import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormRow } from './form-row.tsx';
import { Sortable } from './sortable.tsx';
import type { Form } from './use-form.ts';
import styles from './parts-row.module.css';

const ids = new WeakMap<object, string>();
let made = 0;

/** An id of a part for as long as it is edited: it goes over to what the part is changed to, and is not saved. */
const idOf = (part: object): string => {
  const known = ids.get(part) ?? `part-${String((made += 1))}`;
  ids.set(part, known);
  return known;
};

/** What a part of a list is drawn from. */
export type PartInput<P> = {
  readonly part: P;
  readonly index: number;
  readonly change: (changes: Partial<P>) => void;
  /** Puts another part in its place. */
  readonly replace: (part: P) => void;
  /** What is wrong with a member of the part, such as `/label`. */
  readonly faultAt: (place: string) => string | undefined;
};

/** A member that is a list of things with several inputs each, in an order that is put by dragging and by keys. */
export const PartsRow = <V extends object, K extends keyof V & string, P extends object>({
  form,
  name,
  label,
  hint,
  fresh,
  limit,
  more,
  nameOf,
  words,
  head,
  children,
}: {
  readonly form: Form<V>;
  readonly name: V[K] extends readonly P[] ? K : never;
  readonly label: string;
  readonly hint?: ReactNode;
  /** A part as it begins. */
  readonly fresh: () => P;
  /** The most parts. */
  readonly limit: number;
  /** The words of the button for another one. */
  readonly more: string;
  /** Names a part where it is moved or taken away. */
  readonly nameOf: (part: P, index: number) => string;
  /** Writes the whole list, where somebody else's is shown. */
  readonly words: (parts: readonly P[]) => string;
  /** For parts of several lines: what stands beside the buttons that move one, above the others. */
  readonly head?: (input: PartInput<P>) => ReactNode;
  readonly children: (input: PartInput<P>) => ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const whole = useRef<HTMLDivElement>(null);
  const focusRow = (index: number): void => {
    requestAnimationFrame(() => {
      const row = whole.current?.querySelectorAll<HTMLElement>('li')[index];
      (row ?? whole.current)?.querySelector<HTMLElement>('input, select, button')?.focus();
    });
  };
  return (
    <FormRow
      form={form}
      name={name as K}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      isGroup
      isWide
      parts
      words={(value) => words(value as unknown as readonly P[])}
    >
      {({ value, set, faultAt }) => {
        const parts = value as unknown as readonly P[];
        const put = (next: readonly P[]): void => {
          set(next as unknown as typeof value);
        };
        return (
          <div ref={whole}>
            <Sortable
              items={parts.map((part, index) => ({ id: idOf(part), name: nameOf(part, index) }))}
              label={label}
              className={styles.parts}
              onOrder={(order) => {
                put(order.map((id) => parts.find((part) => idOf(part) === id)!));
              }}
            >
              {(item, row, index) => {
                const part = parts[index]!;
                const replace = (next: P): void => {
                  ids.set(next, item.id);
                  put(parts.with(index, next));
                };
                const input: PartInput<P> = {
                  part,
                  index,
                  faultAt: (place) => faultAt(`/${String(index)}${place}`),
                  replace,
                  change: (changes) => {
                    replace({ ...part, ...changes });
                  },
                };
                const remove = (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={28}
                    aria-label={t('form.remove', { name: item.name })}
                    onClick={() => {
                      put(parts.toSpliced(index, 1));
                      focusRow(Math.max(0, index - 1));
                    }}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                );
                return (
                  <li
                    key={item.id}
                    ref={row.ref}
                    style={row.style}
                    className={head === undefined ? styles.part : styles.card}
                    data-dragged={row.isDragged || undefined}
                    onKeyDown={row.onKeyDown}
                  >
                    {head === undefined ? (
                      <>
                        {row.handle}
                        <div className={styles.inputs}>{children(input)}</div>
                        {row.steps}
                        {remove}
                      </>
                    ) : (
                      <>
                        <div className={styles.head}>
                          {row.handle}
                          <div className={styles.inputs}>{head(input)}</div>
                          {row.steps}
                          {remove}
                        </div>
                        {children(input)}
                      </>
                    )}
                  </li>
                );
              }}
            </Sortable>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
              aria-disabled={parts.length >= limit}
              onClick={() => {
                if (parts.length >= limit) return;
                put([...parts, fresh()]);
                focusRow(parts.length);
              }}
            >
              {more}
            </Button>
          </div>
        );
      }}
    </FormRow>
  );
};
