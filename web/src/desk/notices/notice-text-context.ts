import { createContext, type ComponentType } from 'react';

/** Shows a notice's HTML safely. The app says how: as the text of a message is shown. */
export const NoticeTextContext = createContext<ComponentType<{ readonly html: string }> | null>(null);
