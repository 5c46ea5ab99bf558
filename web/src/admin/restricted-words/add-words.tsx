import { Button, Textarea } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WORD_LENGTH, WORDS_LIMIT } from '../../../../shared/domain/restricted/restricted-words.ts';
import { announce } from '../../ui/announcer.tsx';
import { wordsInLines, type WrittenWords } from './word-edits.ts';
import formStyles from '../kit/form.module.css';
import styles from './restricted-words.module.css';

/** The field that adds words: one, or many that are pasted as lines. */
export const AddWords = ({
  words,
  onAdd,
}: {
  /** The list as it would be saved. */
  readonly words: readonly string[];
  readonly onAdd: (fresh: readonly string[]) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const id = useId();
  const [text, setText] = useState('');
  const [said, setSaid] = useState<WrittenWords | null>(null);
  const wordsOf = (written: WrittenWords): string => {
    if (!('fault' in written))
      return [
        ...(written.fresh.length > 0 ? [t('words.add.added', { count: written.fresh.length })] : []),
        ...(written.known > 0 ? [t('words.add.known', { count: written.known })] : []),
      ].join(' ');
    return written.fault === 'tooMany'
      ? t('words.add.tooMany', { limit: WORDS_LIMIT })
      : t(`words.add.${written.fault}`, { word: written.word, limit: WORD_LENGTH });
  };
  const add = (): void => {
    if (text.trim() === '') return;
    const written = wordsInLines(text, words, WORDS_LIMIT);
    setSaid(written);
    if ('fault' in written) return;
    setText('');
    if (written.fresh.length > 0) onAdd(written.fresh);
    announce(wordsOf(written));
  };
  const isFault = said !== null && 'fault' in said;
  return (
    <div>
      <label className={formStyles.label} htmlFor={id}>
        {t('words.add')}
      </label>
      <div className={styles.add}>
        <Textarea
          id={id}
          size="sm"
          className={styles.addField}
          autosize
          minRows={1}
          maxRows={10}
          dir="auto"
          autoComplete="off"
          data-new
          value={text}
          error={isFault}
          aria-describedby={`${id}-said`}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setSaid(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.shiftKey) return;
            if (event.nativeEvent.isComposing) return;
            event.preventDefault();
            add();
          }}
        />
        <Button variant="default" size="sm" onClick={add}>
          {t('words.add.button')}
        </Button>
      </div>
      <p id={`${id}-said`} className={isFault ? formStyles.fault : styles.hint} role={isFault ? 'alert' : undefined}>
        {said === null ? t('words.add.hint') : wordsOf(said)}
      </p>
    </div>
  );
};
