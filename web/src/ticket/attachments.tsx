import { ActionIcon } from '@mantine/core';
import {
  IconFile,
  IconFileMusic,
  IconFileOff,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMail,
  IconPhoto,
  IconTable,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, EntryView, TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useNow } from '../desk/timestamp.tsx';
import { dateAndTime, exactTime } from '../ui/format-time.ts';
import { sizeWords } from '../ui/short-forms.ts';
import type { Picture, Pictures } from './picture-dialog.tsx';
import { ShownPictures } from './pictures.tsx';
import { steadyAddress } from './prepare-html.ts';
import styles from './attachments.module.css';

const RemoveFileDialog = lazy(() =>
  import('./masking/remove-file-dialog.tsx').then(({ RemoveFileDialog: component }) => ({ default: component })),
);

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
const kindOf = ({ name, type }: { readonly name?: string; readonly type: string }): string =>
  (/\.([a-z0-9]{1,5})$/i.exec(name ?? '')?.[1] ?? type.split('/')[1] ?? type).toUpperCase();

/** Image types that every browser shows. */
const PICTURE = /^image\/(png|jpe?g|gif|webp)$/;
/** Bytes. A larger image is not loaded for a thumbnail. */
const THUMBNAIL_LIMIT = 5_000_000;
const isPicture = ({ type, size }: AttachmentView): boolean => PICTURE.test(type) && size <= THUMBNAIL_LIMIT;

const useKindAndSize = (): ((file: {
  readonly name?: string;
  readonly type: string;
  readonly size: number;
}) => string) => {
  const { t } = useTranslation();
  return (file) => {
    const size = sizeWords(file.size);
    return `${kindOf(file)} · ${t(`size.${size.unit}`, { count: size.count })}`;
  };
};

/** A small image that a click enlarges; the file's icon when it can't be loaded. */
const Thumbnail = ({ name, url, onOpen }: Picture & { readonly onOpen: () => void }): ReactNode => {
  const { t } = useTranslation();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <IconPhoto size={20} stroke={1.5} className={styles.icon} aria-hidden="true" />;
  return (
    <button type="button" className={styles.thumbnail} aria-haspopup="dialog" onClick={onOpen}>
      <img
        src={url}
        alt={t('picture.enlarge', { name })}
        loading="lazy"
        referrerPolicy="no-referrer"
        onError={() => {
          setBroken(true);
        }}
      />
    </button>
  );
};

/** The files of an entry as cards with name, type and size; a click downloads one, and images can be looked at. */
export const Attachments = ({
  files,
  removed,
  ticket,
  entryId,
  isReadOnly = false,
}: {
  readonly files: readonly AttachmentView[];
  readonly removed: EntryView['removedAttachments'];
  readonly ticket: TicketView;
  readonly entryId: string;
  readonly isReadOnly?: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  const { agentName, timeStyle } = useDesk();
  const now = useNow();
  const kindAndSize = useKindAndSize();
  const [pictures, setPictures] = useState<Pictures | null>(null);
  const [removing, setRemoving] = useState<AttachmentView | null>(null);
  const all = files.filter(isPicture).map(({ id, url, name }) => ({ id, url: steadyAddress(id, url), name }));
  return (
    <>
      <ul className={styles.files} aria-label={t('history.attachments')}>
        {files.map((file) => {
          const FileIcon = iconOf(file.type);
          const first = all.findIndex(({ id }) => id === file.id);
          const picture = all[first];
          return (
            <li key={file.id} className={styles.file}>
              {picture === undefined ? (
                <FileIcon size={20} stroke={1.5} className={styles.icon} aria-hidden="true" />
              ) : (
                <Thumbnail
                  name={picture.name}
                  url={picture.url}
                  onOpen={() => {
                    setPictures({ all, first });
                  }}
                />
              )}
              <a
                className={styles.words}
                href={file.url}
                target="_blank"
                rel="noreferrer noopener"
                title={t('history.download', { name: file.name })}
              >
                <span className={styles.name} dir="auto">
                  {file.name}
                </span>
                <span className={styles.kind}>{kindAndSize(file)}</span>
              </a>
              {!isReadOnly && (
                <ActionIcon
                  className={styles.remove}
                  variant="subtle"
                  color="gray"
                  size={24}
                  aria-label={t('mask.remove', { name: file.name })}
                  title={t('mask.remove', { name: file.name })}
                  onClick={() => {
                    setRemoving(file);
                  }}
                >
                  <IconTrash size={14} stroke={1.75} aria-hidden="true" />
                </ActionIcon>
              )}
            </li>
          );
        })}
        {removed.map((file) => (
          <li key={file.id} className={styles.file} data-removed title={exactTime(file.at, timeStyle)}>
            <IconFileOff size={20} stroke={1.5} className={styles.icon} aria-hidden="true" />
            <span className={styles.words}>
              <span className={styles.name}>
                {t('history.removedFile', { name: agentName(file.by) ?? t('ticket.somebody') })}
              </span>
              <span className={styles.kind}>
                {kindAndSize(file)} · {dateAndTime(file.at, now, timeStyle)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {removing !== null && (
        <Suspense fallback={null}>
          <RemoveFileDialog
            ticket={ticket}
            entryId={entryId}
            file={removing}
            onClose={() => {
              setRemoving(null);
            }}
          />
        </Suspense>
      )}
      <ShownPictures
        pictures={pictures}
        onClose={() => {
          setPictures(null);
        }}
      />
    </>
  );
};
