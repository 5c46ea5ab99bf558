import { useMediaQuery } from '@mantine/hooks';
import { WIDTHS, type Width } from './widths.ts';

/** Whether the window is as narrow as that, or narrower. */
export const useWidth = (width: Width): boolean =>
  useMediaQuery(WIDTHS[width], undefined, { getInitialValueInEffect: false });
