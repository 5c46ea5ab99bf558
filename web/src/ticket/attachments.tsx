import {
  IconFile,
  IconFileMusic,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMail,
  IconPhoto,
  IconTable,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../desk/api/ticket-queries.ts';
import { sizeWords } from '../ui/short-forms.ts';
import styles from './attachments.module.css';

const ICONS: readonly (readonly [RegExp, Icon])[] = [
  [/^image\//, IconPhoto],
  [/^audio\//, IconFileMusic],
  [/pdf$/, IconFileTypePdf],
  [/zip|compressed|tar|rar/, IconFileZip],
  [/sheet|excel|csv/, IconTable],
  [/^message\//, IconMail],
  [/^text\/|word|document/, IconFileText],
];
const iconOf = (type: string): Icon => ICONS.find(([pattern]) => pattern.test(type))?.[1] ?? IconFile;

/** The type in capital letters: `report.pdf` → `PDF`; without an extension, the second half of the MIME type. */
const kindOf = ({ name, type }: AttachmentView): string =>
  (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? type.split('/')[1] ?? type).toUpperCase();

/** The files of an entry as cards with name, type and size; a click downloads one. */
export const Attachments = ({ files }: { readonly files: readonly AttachmentView[] }): ReactNode => {
  const { t } = useTranslation();
  return (
    <ul className={styles.files} aria-label={t('history.attachments')}>
      {files.map((file) => {
        const FileIcon = iconOf(file.type);
        const size = sizeWords(file.size);
        return (
          <li key={file.id}>
            <a
              className={styles.file}
              href={file.url}
              target="_blank"
              rel="noreferrer noopener"
              title={t('history.download', { name: file.name })}
            >
              <FileIcon size={20} stroke={1.5} className={styles.icon} aria-hidden="true" />
              <span className={styles.words}>
                <span className={styles.name}>{file.name}</span>
                <span className={styles.kind}>
                  {kindOf(file)} · {t(`size.${size.unit}`, { count: size.count })}
                </span>
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
};
