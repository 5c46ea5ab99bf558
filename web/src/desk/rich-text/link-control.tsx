import { Button, Popover, TextInput } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import { IconLink } from '@tabler/icons-react';
import { useEditorState, type Editor } from '@tiptap/react';
import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { linkAddress } from './link-address.ts';
import styles from './link-control.module.css';

type LinkControlProps = {
  readonly editor: Editor;
  readonly opened: boolean;
  readonly onOpen: (opened: boolean) => void;
};

/** Sets, changes or removes the link at the cursor or of the selection. Opened by its button or Ctrl+K. */
export const LinkControl = ({ editor, opened, onOpen }: LinkControlProps): ReactNode => {
  const { t } = useTranslation();
  const href = useEditorState({
    editor,
    selector: ({ editor: now }): string | null =>
      now.isActive('link') ? String(now.getAttributes('link')['href'] ?? '') : null,
  });
  const close = (): void => {
    onOpen(false);
    // Tiptap's own focus command waits for a frame, and letters typed until then would be lost.
    editor.view.focus();
  };
  return (
    <Popover opened={opened} onChange={onOpen} trapFocus position="top-start" shadow="md">
      <Popover.Target>
        <RichTextEditor.Control
          aria-label={t('link.add')}
          title={`${t('link.add')} (Ctrl+K)`}
          aria-haspopup="dialog"
          aria-expanded={opened}
          active={href !== null}
          interactive
          onClick={() => {
            onOpen(!opened);
          }}
        >
          <IconLink size={16} stroke={1.5} />
        </RichTextEditor.Control>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('link.title')}>
        <LinkForm key={String(opened)} editor={editor} href={href} onClose={close} />
      </Popover.Dropdown>
    </Popover>
  );
};

const LinkForm = ({
  editor,
  href,
  onClose,
}: {
  readonly editor: Editor;
  readonly href: string | null;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(href ?? '');
  const [isWrong, setWrong] = useState(false);
  const set = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const address = linkAddress(typed);
    if (address === null) {
      setWrong(true);
      return;
    }
    const { empty } = editor.state.selection;
    // Without a selection and without a link to change, the typed address becomes the text of the link.
    if (empty && href === null)
      editor
        .chain()
        .insertContent({ type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href: address } }] })
        .unsetMark('link')
        .run();
    else
      editor
        .chain()
        .extendMarkRange('link')
        .setLink({ href: address })
        .setTextSelection(editor.state.selection.to)
        .run();
    onClose();
  };
  const remove = (): void => {
    editor.chain().extendMarkRange('link').unsetLink().run();
    onClose();
  };
  const left = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <form className={styles.form} onSubmit={set} onKeyDown={left} noValidate>
      <TextInput
        className={styles.address}
        size="xs"
        aria-label={t('link.address')}
        placeholder="https://example.com"
        value={typed}
        error={isWrong ? t('link.wrong') : null}
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit">{t('link.set')}</Button>
      {href !== null && (
        <Button variant="default" onClick={remove}>
          {t('link.remove')}
        </Button>
      )}
    </form>
  );
};
