import { lazy, Suspense, type ReactNode } from 'react';
import { useFocusBack } from '../desk/use-focus-back.ts';
import type { Pictures } from './picture-dialog.tsx';

const PictureDialog = lazy(async () => ({ default: (await import('./picture-dialog.tsx')).PictureDialog }));

/** The dialog with the images of a message, when one was chosen. */
export const ShownPictures = ({
  pictures,
  onClose,
}: {
  readonly pictures: Pictures | null;
  readonly onClose: () => void;
}): ReactNode => {
  useFocusBack(pictures !== null);
  if (pictures === null) return null;
  return (
    <Suspense>
      <PictureDialog pictures={pictures} onClose={onClose} />
    </Suspense>
  );
};

/** Pixels. Smaller images are ornaments that nobody enlarges. */
const ORNAMENT = 48;

/**
 * Makes the images of a message buttons that call `show`, once they are loaded; those in links stay links. Returns a
 * function that takes it back.
 */
export const enlargeOnClick = (
  box: HTMLElement,
  label: (name: string) => string,
  show: (pictures: Pictures) => void,
): (() => void) => {
  const undo = new AbortController();
  const { signal } = undo;
  for (const image of box.querySelectorAll('img')) {
    if (image.closest('a[href]') !== null) continue;
    const loaded = (): void => {
      if (image.naturalWidth < ORNAMENT || image.naturalHeight < ORNAMENT) return;
      image.dataset.picture ??= image.alt;
      image.tabIndex = 0;
      image.setAttribute('role', 'button');
      image.setAttribute('aria-haspopup', 'dialog');
      image.alt = label(image.dataset.picture);
    };
    if (image.complete) loaded();
    else image.addEventListener('load', loaded, { signal });
  }
  const chosen = (event: Event): void => {
    const image = event.target instanceof HTMLElement ? event.target.closest<HTMLImageElement>('[data-picture]') : null;
    if (image === null) return;
    event.preventDefault();
    const images = [...box.querySelectorAll<HTMLImageElement>('[data-picture]')];
    show({
      all: images.map(({ src, dataset }) => ({ url: src, name: dataset.picture ?? '' })),
      first: images.indexOf(image),
    });
  };
  box.addEventListener('click', chosen, { signal });
  box.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' || event.key === ' ') chosen(event);
    },
    { signal },
  );
  return () => {
    undo.abort();
  };
};
