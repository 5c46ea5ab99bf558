/** What an agent chose in this browser. Kept in localStorage; unreadable storage means the default. */
export type PreferenceName = 'language' | 'openNext' | 'listOrder' | 'listCollapsed' | 'panel' | 'lastService';

const KEY = 'handover.preference.';

export const readPreference = (name: PreferenceName): string | null => {
  try {
    return window.localStorage.getItem(KEY + name);
  } catch {
    return null;
  }
};

export const writePreference = (name: PreferenceName, value: string): void => {
  try {
    window.localStorage.setItem(KEY + name, value);
  } catch {
    // A full or forbidden storage costs the choice, not the work.
  }
};
