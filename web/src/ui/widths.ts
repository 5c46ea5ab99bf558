/**
 * The widths at which the console's layout changes, as media queries. Style sheets name them: `@media (--phone)`. A
 * phone that is held sideways is one too.
 */
export const WIDTHS = {
  'floating-panel': '(width < 1280px)',
  'one-pane': '(width < 1024px)',
  phone: '(width < 640px), (width < 1024px) and (height < 480px)',
} as const;

export type Width = keyof typeof WIDTHS;
