import { Textarea } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { restrictedWordFinder } from '../../../../shared/domain/restricted/restricted-words.ts';
import { tryText } from './try-text.ts';
import styles from './restricted-words.module.css';

/** A field to try a text in: what would hold an answer back is marked, as the desk would find it. */
export const TryField = ({ words }: { readonly words: readonly string[] }): ReactNode => {
  const { t } = useTranslation('admin');
  const [text, setText] = useState('');
  const find = useMemo(() => restrictedWordFinder({ words }), [words]);
  const { lines, found } = useMemo(() => tryText(find, text), [find, text]);
  const pairs = [...new Map(found.map((each) => [`${each.written}\n${each.word}`, each])).values()];
  return (
    <>
      <Textarea
        size="sm"
        aria-label={t('words.try.label')}
        placeholder={t('words.try.label')}
        autosize
        minRows={4}
        maxRows={12}
        dir="auto"
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
        }}
      />
      <div role="status">
        {text.trim() !== '' && found.length === 0 && <p className={styles.free}>{t('words.try.free')}</p>}
        {found.length > 0 && (
          <p className={styles.found}>
            {found.length === 1 ? t('words.try.found.one') : t('words.try.found.many', { count: found.length })}{' '}
            {pairs.map((pair) => t('words.try.pair', pair)).join(', ')}
          </p>
        )}
      </div>
      {found.length > 0 && (
        <div className={styles.shown} role="group" aria-label={t('words.try.shown')} dir="auto">
          {lines.map((pieces, line) => (
            <p key={line}>
              {pieces.map((piece, index) =>
                piece.word === null ? (
                  <span key={index}>{piece.text}</span>
                ) : (
                  <mark key={index} className={styles.mark} title={piece.word}>
                    {piece.text}
                  </mark>
                ),
              )}
              {pieces.length === 0 && <br />}
            </p>
          ))}
        </div>
      )}
    </>
  );
};
