import { useMergedRef } from '@mantine/hooks';
import { useEffect, useRef, type CSSProperties, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import listStyles from '../../desk/rich-text/template-list.module.css';
import { placeholderOf, type VariableChoice } from './variable-choice.ts';
import styles from './variable-text.module.css';

/** The id of an option, for the field that keeps the focus. */
export const optionIdOf = (listId: string, index: number): string => `${listId}-${index}`;

/** The list from which a variable is chosen; it floats at the field, which keeps the focus. */
export const VariableList = ({
  id,
  choice: { options, active, point },
  query,
  frame,
  style,
  onChoose,
}: {
  readonly id: string;
  readonly choice: VariableChoice;
  readonly query: string;
  readonly frame?: Ref<HTMLDivElement>;
  readonly style?: CSSProperties;
  readonly onChoose: (name: string) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  useEffect(() => {
    document.getElementById(optionIdOf(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const isOpen = options !== null;
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) whole.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const merged = useMergedRef(whole, frame ?? null);
  if (!isOpen) return null;
  return (
    <div
      ref={merged}
      className={listStyles.frame}
      style={style}
      // A click must not take the focus from the field.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
    >
      {options.length === 0 ? (
        <p className={listStyles.words} role="status">
          {t('texts.variables.none', { query })}
        </p>
      ) : (
        <>
          <ul
            id={id}
            className={listStyles.list}
            role="listbox"
            aria-label={t('texts.variables')}
            // It scrolls; the field keeps the focus, whose keys move through it.
            tabIndex={0}
          >
            {options.map(({ name, words, example }, index) => (
              <li
                key={name}
                id={optionIdOf(id, index)}
                className={listStyles.option}
                role="option"
                aria-selected={index === active}
                onMouseMove={() => {
                  if (index !== active) point(index);
                }}
                onClick={() => {
                  onChoose(name);
                }}
              >
                <span className={styles.variable}>
                  <span className={listStyles.name}>{words}</span>
                  <span className={styles.example}>{example}</span>
                </span>
                <code className={styles.code}>{placeholderOf(name)}</code>
              </li>
            ))}
          </ul>
          <p className={listStyles.hint}>{t('texts.variables.hint')}</p>
        </>
      )}
    </div>
  );
};
