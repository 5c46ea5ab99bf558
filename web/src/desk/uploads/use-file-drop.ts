import { useEffect, useRef, useState, type DragEvent } from 'react';
import { filesIn, hasFiles } from './dropped-files.ts';

type FileDrop = {
  /** Whether files are held over the element. */
  readonly isOver: boolean;
  readonly handlers: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDropCapture: (event: DragEvent) => void;
  };
};

/** Takes files that are dropped on an element. A file dropped beside it does not replace the page. */
export const useFileDrop = (onFiles: (files: readonly File[]) => void): FileDrop => {
  const [isOver, setOver] = useState(false);
  /** An element inside is entered before the one around it is left. */
  const depth = useRef(0);
  useEffect(() => {
    const keepPage = (event: globalThis.DragEvent): void => {
      if (event.dataTransfer !== null && hasFiles(event.dataTransfer)) event.preventDefault();
    };
    window.addEventListener('dragover', keepPage);
    window.addEventListener('drop', keepPage);
    return () => {
      window.removeEventListener('dragover', keepPage);
      window.removeEventListener('drop', keepPage);
    };
  }, []);
  const move = (by: number): void => {
    depth.current = Math.max(depth.current + by, 0);
    setOver(depth.current > 0);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: ({ dataTransfer }) => {
        if (hasFiles(dataTransfer)) move(1);
      },
      onDragLeave: ({ dataTransfer }) => {
        if (hasFiles(dataTransfer)) move(-1);
      },
      onDropCapture: (event) => {
        if (!hasFiles(event.dataTransfer)) return;
        // The editor would take a picture's address for text.
        event.preventDefault();
        event.stopPropagation();
        depth.current = 0;
        setOver(false);
        onFiles(filesIn(event.dataTransfer));
      },
    },
  };
};
