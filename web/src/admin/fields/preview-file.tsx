import { useRef, useState, type ReactNode } from 'react';
import type { InputProps } from '../../desk/fields/field-values.ts';
import { fileIdsIn } from '../../desk/fields/field-values.ts';
import { FileList } from '../../desk/fields/file-input.tsx';
import { fileRefusal, sortChosen, type RefusedFile } from '../../desk/uploads/file-limits.ts';

/** The input of files in a preview: it takes and refuses them as the real one does, and sends none. */
export const PreviewFile = ({ value, onEdit, ...props }: InputProps): ReactNode => {
  const ids = fileIdsIn(value);
  const names = useRef(new Map<string, string>());
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const present = ids.map((id) => names.current.get(id) ?? id);
  return (
    <FileList
      {...props}
      ids={ids}
      fileNames={names.current}
      newFiles={{
        refused,
        add: (chosen) => {
          if (chosen.length === 0) return;
          const { added, refused: refusals } = sortChosen(chosen, present, (file, before) =>
            fileRefusal(file, present.length + before.length),
          );
          setRefused(refusals);
          for (const { file } of added) names.current.set(file.id, file.name);
          if (added.length > 0) onEdit([...ids, ...added.map(({ file }) => file.id)]);
        },
      }}
      onRemove={(id) => {
        onEdit(ids.length === 1 ? null : ids.filter((each) => each !== id));
      }}
    />
  );
};
