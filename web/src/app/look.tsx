import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode, type ReactNode } from 'react';
import { theme } from './theme.ts';

/** Colours, type and floating messages around everything that is shown. */
export const Look = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {children}
      <Notifications position="bottom-left" limit={3} autoClose={6000} />
    </MantineProvider>
  </StrictMode>
);
