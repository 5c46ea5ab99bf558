import { RichTextEditor } from '@mantine/tiptap';
import { IconTemplate } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForTemplate, leavePlace } from './template-place.ts';

/** Opens the list of templates at the cursor, as a typed slash does. */
export const TemplateControl = ({
  editor,
  opened,
}: {
  readonly editor: Editor;
  readonly opened: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <RichTextEditor.Control
      aria-label={t('template.insert')}
      title={`${t('template.insert')} (/)`}
      aria-haspopup="listbox"
      aria-expanded={opened}
      active={opened}
      onClick={() => {
        editor.view.focus();
        if (opened) leavePlace(editor.view);
        else askForTemplate(editor.view);
      }}
    >
      <IconTemplate size={16} stroke={1.5} />
    </RichTextEditor.Control>
  );
};
