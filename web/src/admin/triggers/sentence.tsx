import { Fragment, type ReactNode } from 'react';
import styles from './sentence.module.css';

/**
 * A sentence with inputs in it: `[hours]` in the words is where the input of that name stands, in the order of the
 * language.
 */
export const Sentence = ({
  words,
  inputs,
}: {
  readonly words: string;
  readonly inputs: Readonly<Record<string, ReactNode>>;
}): ReactNode => (
  <div className={styles.sentence}>
    {words.split(/\[(\w+)\]/).map((part, index) =>
      index % 2 === 1 ? (
        <Fragment key={index}>{inputs[part]}</Fragment>
      ) : part.trim() === '' ? null : (
        <span key={index} className={styles.words} aria-hidden>
          {part.trim()}
        </span>
      ),
    )}
  </div>
);
