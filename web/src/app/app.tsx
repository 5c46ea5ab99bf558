import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { createQueryClient } from '../desk/api/query-client.ts';
import { ConsoleContext, type ConsoleTools } from '../desk/console-context.ts';
import { SessionEnded } from '../identity/session-ended.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { router } from './router.tsx';

/** The console of a signed-in agent. */
export const App = ({ tools }: { readonly tools: ConsoleTools }): ReactNode => {
  const [client] = useState(createQueryClient);
  return (
    <ConsoleContext value={tools}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        <SessionEnded />
        <Announcer />
      </QueryClientProvider>
    </ConsoleContext>
  );
};
