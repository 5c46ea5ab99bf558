import { RichTextEditor } from '@mantine/tiptap';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The names of the controls of a text's toolbar. */
export const useFormatLabels = () => {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      boldControlLabel: t('editor.bold'),
      italicControlLabel: t('editor.italic'),
      underlineControlLabel: t('editor.underline'),
      bulletListControlLabel: t('editor.bulletList'),
      orderedListControlLabel: t('editor.orderedList'),
      blockquoteControlLabel: t('editor.blockquote'),
      codeControlLabel: t('editor.code'),
      clearFormattingControlLabel: t('editor.clear'),
    }),
    [t],
  );
};

/** The controls by which a text that is mailed gets its form, but for links. */
export const FormatControls = (): ReactNode => (
  <>
    <RichTextEditor.ControlsGroup>
      <RichTextEditor.Bold />
      <RichTextEditor.Italic />
      <RichTextEditor.Underline />
    </RichTextEditor.ControlsGroup>
    <RichTextEditor.ControlsGroup>
      <RichTextEditor.BulletList />
      <RichTextEditor.OrderedList />
      <RichTextEditor.Blockquote />
    </RichTextEditor.ControlsGroup>
  </>
);
