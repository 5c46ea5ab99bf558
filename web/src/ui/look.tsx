import { createTheme, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWidth } from './use-width.ts';

/**
 * One accent colour on greys. Text is 14 px on 20 px lines (13 px in rows, 12 px for meta), spacing goes in steps of
 * 4 px, corners have a radius of 6 px.
 */
const theme = createTheme({
  fontFamily:
    "'Pretendard Variable', Pretendard, -apple-system, BlinkMacSystemFont, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Segoe UI', sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  primaryColor: 'indigo',
  primaryShade: 6,
  colors: {
    indigo: [
      '#eef2ff',
      '#e0e7ff',
      '#c7d2fe',
      '#a5b4fc',
      '#818cf8',
      '#6366f1',
      '#4f46e5',
      '#4338ca',
      '#3730a3',
      '#312e81',
    ],
    // The greys of tokens.css, so that Mantine's own surfaces have them too.
    dark: [
      '#e7e9ed',
      '#b3b9c4',
      '#959ca9',
      '#6b7280',
      '#3c424d',
      '#2c3038',
      '#23272e',
      '#1a1d22',
      '#15181c',
      '#121418',
    ],
  },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '6px', xl: '8px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: {
        withinPortal: false,
        openDelay: 400,
        withArrow: false,
        multiline: true,
        maw: 280,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Button: { defaultProps: { size: 'xs' } },
    // Without a portal a menu stays in the landmark of its button. Its first item gets the focus.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
  },
});

/** Wraps the page: gives it colours and fonts, and shows notifications at its lower left, on a phone at its top. */
export const Look = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const { t } = useTranslation();
  const isPhone = useWidth('phone');
  const spoken = useMemo(() => {
    const closeButtonProps = { 'aria-label': t('why.close') };
    const components = {
      ...theme.components,
      Notification: { defaultProps: { closeButtonProps } },
      Modal: { defaultProps: { fullScreen: isPhone } },
    };
    return { ...theme, components };
  }, [t, isPhone]);
  return (
    <StrictMode>
      <MantineProvider theme={spoken} defaultColorScheme="auto">
        {children}
        <Notifications position="bottom-left" limit={3} autoClose={6000} />
      </MantineProvider>
    </StrictMode>
  );
};
