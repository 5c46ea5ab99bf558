import { useMantineColorScheme } from '@mantine/core';
import { useEffectEvent, useLayoutEffect, type ReactNode } from 'react';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { applyLanguage } from '../desk/languages.ts';

/**
 * Gives the console the agent's language and theme, before it is seen. Both have a copy in this browser, with which the
 * console starts.
 */
export const AppliedPreferences = (): ReactNode => {
  const { config } = useConsole();
  const { language, theme } = useDesk().me.preferences;
  const { setColorScheme } = useMantineColorScheme();
  useLayoutEffect(() => {
    void applyLanguage(language, config.languages);
  }, [language, config.languages]);
  // Mantine's function is another one with each drawing, and each call has all of the page's styles found anew.
  const show = useEffectEvent(setColorScheme);
  useLayoutEffect(() => {
    show(theme);
  }, [theme]);
  return null;
};
