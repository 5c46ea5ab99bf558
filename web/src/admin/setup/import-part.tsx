import { Button, Textarea } from '@mantine/core';
import { IconFileText, IconUpload } from '@tabler/icons-react';
import { useRef, useState, type ClipboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DropHint } from '../../desk/uploads/drop-hint.tsx';
import { useFileDrop } from '../../desk/uploads/use-file-drop.ts';
import { ComparedDocument } from './compared-document.tsx';
import { readDocument, type ReadDocument } from './read-document.ts';
import type { ChosenDocument } from './use-import.ts';
import styles from './setup.module.css';

let choices = 0;

/** Chooses a document, by a file or a text, and shows what it would change. */
export const ImportPart = (): ReactNode => {
  const { t } = useTranslation('admin');
  const [chosen, setChosen] = useState<ChosenDocument | null>(null);
  const [fault, setFault] = useState<Exclude<ReadDocument, { readonly is: 'document' }> | null>(null);
  const [text, setText] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const take = (name: string, read: ReadDocument): void => {
    if (read.is !== 'document') {
      setFault(read);
      return;
    }
    setFault(null);
    setText('');
    setChosen({ id: String((choices += 1)), name, document: read.document });
  };
  const takeFiles = ([first]: readonly File[]): void => {
    if (first !== undefined) void first.text().then((read) => take(first.name, readDocument(read)));
  };
  const { isOver, handlers } = useFileDrop(takeFiles);
  const pasted = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    const typed = event.clipboardData.getData('text/plain');
    if (files.length === 0 && typed.trim() === '') return;
    event.preventDefault();
    setText(typed);
    if (files.length > 0) takeFiles(files);
    else take(t('setup.import.pasted'), readDocument(typed));
  };
  return (
    <section className={styles.part} aria-labelledby="setup-import" {...handlers}>
      <h2 id="setup-import" className={styles.title}>
        {t('setup.import')}
      </h2>
      <p className={styles.about}>{t('setup.import.about')}</p>
      {chosen === null ? (
        <div className={styles.choose}>
          <div className={styles.byFile}>
            <Button
              variant="light"
              leftSection={<IconUpload size={16} stroke={1.75} />}
              onClick={() => file.current?.click()}
            >
              {t('setup.import.choose')}
            </Button>
            <span>{t('setup.import.drop')}</span>
          </div>
          <Textarea
            size="sm"
            aria-label={t('setup.import.paste')}
            placeholder={t('setup.import.paste')}
            minRows={4}
            rows={4}
            spellCheck={false}
            classNames={{ input: styles.paste }}
            value={text}
            onPaste={pasted}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value);
            }}
          />
          {text.trim() !== '' && (
            <Button
              variant="default"
              onClick={() => {
                take(t('setup.import.pasted'), readDocument(text));
              }}
            >
              {t('setup.import.compare')}
            </Button>
          )}
          {fault !== null && (
            <p className={styles.fault} role="alert">
              {fault.is === 'not_json'
                ? t('setup.import.notJson', { line: fault.line, column: fault.column })
                : fault.is === 'no_object'
                  ? t('setup.import.noObject')
                  : t('setup.import.tooLarge')}
            </p>
          )}
        </div>
      ) : (
        <>
          <div className={styles.chosen}>
            <IconFileText size={16} stroke={1.75} aria-hidden />
            <span className={styles.file}>{chosen.name}</span>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                setChosen(null);
              }}
            >
              {t('setup.import.another')}
            </Button>
          </div>
          <ComparedDocument key={chosen.id} chosen={chosen} />
        </>
      )}
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={({ currentTarget }) => {
          takeFiles([...(currentTarget.files ?? [])]);
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      {isOver && <DropHint words={t('setup.import.dropHere')} />}
    </section>
  );
};
