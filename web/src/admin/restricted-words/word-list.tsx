import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { editedWords, type WordEdits } from './word-edits.ts';
import styles from './restricted-words.module.css';

/** So many words are shown before all are asked for. */
const SHOWN = 200;
/** From so many words on they can be searched. */
const SEARCHED = 8;

/** The words of the list, with what is added and what will be removed once it is saved. */
export const WordList = ({
  words,
  edits,
  onEdit,
}: {
  /** As the desk has them. */
  readonly words: readonly string[];
  readonly edits: WordEdits;
  readonly onEdit: (edits: WordEdits) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const [query, setQuery] = useState('');
  const [isWhole, setWhole] = useState(false);
  const { added, removed } = edits;
  const all = [...words, ...added.filter((word) => !words.includes(word))];
  const wanted = query.trim().toLowerCase();
  const fitting = all.filter((word) => word.toLowerCase().includes(wanted)).reverse();
  const shown = isWhole ? fitting : fitting.slice(0, SHOWN);
  return (
    <>
      <div className={styles.listHead}>
        <span className={styles.count}>{t('words.count', { count: editedWords(words, edits).length })}</span>
        {all.length >= SEARCHED && (
          <TextInput
            size="xs"
            type="search"
            data-find
            className={styles.search}
            aria-label={t('words.search')}
            placeholder={t('words.search')}
            value={query}
            onChange={({ currentTarget }) => {
              setQuery(currentTarget.value);
            }}
          />
        )}
      </div>
      {fitting.length === 0 ? (
        <p className={styles.nothing}>{all.length === 0 ? t('words.none') : t('words.nothing', { query })}</p>
      ) : (
        <ul className={styles.words} aria-label={t('words.list')}>
          {shown.map((word) => {
            const isNew = !words.includes(word);
            const isRemoved = removed.includes(word);
            return (
              <li
                key={word}
                className={styles.word}
                data-new={isNew || undefined}
                data-removed={isRemoved || undefined}
              >
                {isRemoved ? <s dir="auto">{word}</s> : <span dir="auto">{word}</span>}
                {isNew && <span className={styles.state}>{t('words.new')}</span>}
                {isRemoved && <span className={styles.state}>{t('words.removed')}</span>}
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={24}
                  aria-label={t(isRemoved ? 'words.undo' : 'words.remove', { word })}
                  title={t(isRemoved ? 'words.undo' : 'words.remove', { word })}
                  onClick={() => {
                    if (isNew) onEdit({ added: added.filter((each) => each !== word), removed });
                    else
                      onEdit({
                        added,
                        removed: isRemoved ? removed.filter((each) => each !== word) : [...removed, word],
                      });
                  }}
                >
                  {isRemoved ? <IconArrowBackUp size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
      {shown.length < fitting.length && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => {
            setWhole(true);
          }}
        >
          {t('words.more', { count: fitting.length })}
        </Button>
      )}
    </>
  );
};
