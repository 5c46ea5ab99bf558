import '@mantine/spotlight/styles.css';
import { CloseButton, Kbd } from '@mantine/core';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { aim } from '../desk/keyboard/aim.ts';
import { modifierKey } from '../desk/keyboard/shortcuts.ts';
import type { ListView } from '../desk/ticket-lists.ts';
import { useWidth } from '../ui/use-width.ts';
import { grouped, type OpenPalette } from './palette-entries.ts';
import { usePaletteEntries } from './use-palette-entries.ts';
import styles from './palette.module.css';

const [store, spotlight] = createSpotlight();

/**
 * The command palette: a field, and below it what can be chosen by the arrow keys and Enter. The library's own entries
 * tell a screen reader nothing of which one is chosen, so these are options of the field.
 */
export const Palette = ({
  mode,
  number,
  onList,
  onClose,
}: OpenPalette & {
  readonly onList: (view: ListView) => void;
  /** Called with what was chosen; with null when nothing was. */
  readonly onClose: (run: (() => void) | null) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const id = useId();
  const isPhone = useWidth('phone');
  const name = t(mode === 'tickets' ? 'keys.find' : 'palette.label');
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  const chosen = useRef<(() => void) | null>(null);
  const groups = grouped(usePaletteEntries({ mode, number, query, onList }));
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.min(selected, entries.length - 1);
  const optionId = (index: number): string => `${id}-${index}`;
  useEffect(() => {
    spotlight.open();
    return () => {
      spotlight.close();
    };
  }, []);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (to === undefined) document.getElementById(optionId(at))?.click();
    else if (entries.length > 0) setSelected((to + entries.length) % entries.length);
  };
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={(next) => {
        setQuery(next);
        setSelected(0);
      }}
      onSpotlightClose={() => {
        onClose(chosen.current);
      }}
      shortcut={null}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      size={640}
      maxHeight={480}
      scrollable
      attributes={{ content: { 'aria-label': name } }}
    >
      <div onKeyDownCapture={press}>
        <Spotlight.Search
          size="md"
          className={styles.search}
          leftSection={<IconSearch size={18} stroke={1.75} />}
          placeholder={t(mode === 'tickets' ? 'palette.placeholder.find' : 'palette.placeholder')}
          aria-label={name}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length > 0 ? optionId(at) : undefined}
          autoComplete="off"
          data-autofocus
          rightSection={
            isPhone && (
              <CloseButton
                aria-label={t('why.close')}
                onClick={() => {
                  spotlight.close();
                }}
              />
            )
          }
          rightSectionPointerEvents="all"
          rightSectionWidth={isPhone ? 48 : 0}
          onFocus={() => {
            const typed = aim.paletteIsHere();
            setQuery((before) => before + typed);
          }}
        />
        <Spotlight.ActionsList>
          <div role="listbox" id={`${id}-list`} aria-label={t('palette.results')}>
            {groups.map((group) => (
              <div key={group.group} role="group" aria-label={group.group}>
                <p className={styles.group} aria-hidden="true">
                  {group.group}
                </p>
                {group.entries.map((entry) => {
                  const index = entries.indexOf(entry);
                  return (
                    <div
                      key={entry.id}
                      id={optionId(index)}
                      role="option"
                      tabIndex={-1}
                      className={styles.entry}
                      aria-selected={index === at}
                      aria-disabled={entry.isOff === true || undefined}
                      onPointerMove={() => {
                        setSelected(index);
                      }}
                      onClick={() => {
                        chosen.current = entry.run;
                        spotlight.close();
                      }}
                    >
                      <span className={styles.label} dir="auto">
                        {entry.label}
                      </span>
                      {entry.hint !== undefined && <span className={styles.hint}>{entry.hint}</span>}
                      {entry.keys !== undefined && entry.keys.length > 0 && (
                        <span className={styles.keys}>
                          {entry.keys.map((key, index) => (
                            <Kbd key={index} size="xs">
                              {key === 'mod' ? modifierKey() : key}
                            </Kbd>
                          ))}
                        </span>
                      )}
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
          {entries.length === 0 && (
            <p className={styles.nothing} role="status">
              {t(mode === 'tickets' ? 'palette.nothing.find' : 'palette.nothing', { query: query.trim() })}
            </p>
          )}
        </Spotlight.ActionsList>
      </div>
    </Spotlight.Root>
  );
};
