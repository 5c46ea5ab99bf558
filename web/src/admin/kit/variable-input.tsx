import { Button, Textarea, TextInput } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { begunVariable, placeholderOf, useVariableChoice, useVariableOptions } from './variable-choice.ts';
import { contentFault, unknownIn } from './text-checks.ts';
import { TextFaults } from './text-faults.tsx';
import { optionIdOf, VariableList } from './variable-list.tsx';
import styles from './variable-text.module.css';

/** Plain text with variables, in one line or as code in several: a button and `#{` offer them. */
export const VariableInput = ({
  id,
  label,
  describedBy,
  isInvalid,
  value,
  maxLength,
  withContent = false,
  isByNobody = false,
  isCode = false,
  rows,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly value: string;
  readonly maxLength?: number;
  /** Whether the place of the answer can be chosen. */
  readonly withContent?: boolean;
  /** Whether no agent writes it, so that variables of one have no value. */
  readonly isByNobody?: boolean;
  /** Whether it is HTML, in several lines. */
  readonly isCode?: boolean;
  /** For text of several lines: those that it has room for. */
  readonly rows?: number;
  readonly onChange: (value: string) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const listId = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  /** Where the cursor goes once the value is drawn. */
  const goes = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (goes.current === null) return;
    field.current?.setSelectionRange(goes.current, goes.current);
    goes.current = null;
  });
  const query = caret === null ? null : begunVariable(value.slice(0, caret));
  const from = caret === null || query === null ? -1 : caret - query.length - 2;
  const put = (text: string, start: number, end: number): void => {
    goes.current = start + text.length;
    setCaret(goes.current);
    onChange(value.slice(0, start) + text + value.slice(end));
  };
  const insert = (name: string): void => {
    if (caret === null || from < 0) return;
    put(placeholderOf(name), from, caret + (value[caret] === '}' ? 1 : 0));
  };
  const choice = useVariableChoice({
    query,
    at: from,
    variables: useVariableOptions({ withContent, isByNobody }),
    onChoose: insert,
  });
  const isOpen = choice.options !== null;
  const isListed = (choice.options?.length ?? 0) > 0;
  const isWrong = unknownIn(value, withContent).length > 0 || (withContent && contentFault(value) !== null);
  const follow = (): void => {
    const { selectionStart, selectionEnd } = field.current ?? { selectionStart: null, selectionEnd: null };
    setCaret(selectionStart === selectionEnd ? selectionStart : null);
  };
  const props = {
    id,
    size: 'sm',
    value,
    error: isInvalid || (!isOpen && isWrong),
    dir: isCode ? 'ltr' : 'auto',
    autoComplete: 'off',
    spellCheck: !isCode,
    ...(maxLength === undefined ? {} : { maxLength }),
    'aria-describedby': describedBy,
    'aria-label': label,
    ...(isListed ? { 'aria-controls': listId, 'aria-activedescendant': optionIdOf(listId, choice.active) } : {}),
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
      onChange(currentTarget.value);
      follow();
    },
    onSelect: follow,
    onBlur: () => {
      setCaret(null);
    },
    onKeyDown: (event: KeyboardEvent) => {
      choice.press({
        key: event.key,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        altKey: event.altKey,
        shiftKey: event.shiftKey,
        isComposing: event.nativeEvent.isComposing,
        preventDefault: () => {
          event.preventDefault();
          event.stopPropagation();
        },
      });
    },
  } as const;
  return (
    <>
      <div className={styles.withList}>
        {isCode ? (
          <Textarea ref={field} {...props} autosize minRows={8} maxRows={24} classNames={{ input: styles.html }} />
        ) : rows === undefined ? (
          <TextInput ref={field} {...props} />
        ) : (
          <Textarea ref={field} {...props} autosize minRows={rows} maxRows={rows * 6} />
        )}
        <VariableList
          id={listId}
          choice={choice}
          query={query ?? ''}
          style={{ left: 0, top: '100%', maxHeight: 320 }}
          onChoose={insert}
        />
      </div>
      <Button
        size="compact-xs"
        variant="subtle"
        className={styles.below}
        leftSection={<IconBraces size={14} stroke={1.5} aria-hidden />}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        // The field keeps its cursor, where the variable goes.
        onMouseDown={(event) => {
          event.preventDefault();
        }}
        onClick={() => {
          const { current } = field;
          if (current === null) return;
          current.focus();
          const start = current.selectionStart ?? value.length;
          if (begunVariable(value.slice(0, start)) === null) put('#{', start, current.selectionEnd ?? start);
        }}
      >
        {t('texts.variable')}
      </Button>
      <TextFaults text={value} isLayout={withContent} isBegun={isOpen} />
    </>
  );
};
