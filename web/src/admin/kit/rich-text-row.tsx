import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormatLabels } from '../../desk/rich-text/format-controls.tsx';
import { LinkControl } from '../../desk/rich-text/link-control.tsx';
import look from '../../desk/rich-text/text-look.module.css';
import { textOfHtml } from '../../ui/text-of-html.ts';
import { FormRow, type RowInput } from './form-row.tsx';
import type { Form } from './use-form.ts';
import { useTextField } from './use-text-field.ts';
import styles from './rich-text-row.module.css';

/** Of a text that somebody else saved, so much is shown beside one's own. */
const SHOWN = 300;

/** A member that is rich text: HTML, or empty when nothing is written. */
export const RichTextRow = <V extends object, K extends keyof V & string>({
  ...row
}: {
  readonly form: Form<V>;
  readonly name: V[K] extends string ? K : never;
  readonly label: string;
  readonly hint?: ReactNode;
}): ReactNode => (
  <FormRow
    {...row}
    name={row.name as K}
    isGroup
    isWide
    words={(value) => {
      const text = textOfHtml(value as string);
      return text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text;
    }}
  >
    {(input) => <Editor label={row.label} input={input as unknown as RowInput<string>} />}
  </FormRow>
);

const Editor = ({ label, input }: { readonly label: string; readonly input: RowInput<string> }): ReactNode => {
  const { t } = useTranslation();
  const { value, set, isInvalid, describedBy } = input;
  const { editor, isLinking, setLinking } = useTextField({ label, describedBy, isInvalid, html: value, onChange: set });
  const labels = useFormatLabels();
  return (
    <RichTextEditor
      editor={editor}
      labels={labels}
      variant="subtle"
      withCodeHighlightStyles={false}
      data-invalid={isInvalid || undefined}
      classNames={{ root: styles.editor, toolbar: styles.toolbar, content: `${look.content} ${styles.content}` }}
    >
      <RichTextEditor.Toolbar role="toolbar" aria-label={t('editor.toolbar')}>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Underline />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <LinkControl editor={editor} opened={isLinking} onOpen={setLinking} />
          <RichTextEditor.ClearFormatting />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content />
    </RichTextEditor>
  );
};
