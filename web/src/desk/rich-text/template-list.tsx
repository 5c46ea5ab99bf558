import { Button } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { UnknownOutcomeError } from '../api/problem-error.ts';
import { useErrorWords } from '../error-words.tsx';
import { announce } from '../../ui/announcer.tsx';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { positionAtCursor } from './cursor-position.ts';
import { fittingTemplates, type FittingTicket, type TemplateHead } from './find-templates.ts';
import { fillPlace, holdPlace, leavePlace, type TemplatePlace, templatePlaceIn } from './template-place.ts';
import { useTemplateHeads } from './use-template-heads.ts';
import styles from './template-list.module.css';

const LIST_ID = 'template-list';

/** What the field gives to the list that floats above it. */
export type TemplateKeys = {
  /** Acts on a key that was pressed in the field; false when the key is not the list's. */
  readonly press: (event: KeyboardEvent) => boolean;
};

/** What the templates are for. */
export type TemplateUse = {
  readonly serviceId: string;
  readonly ticket: FittingTicket;
  /** Fills a template in; `empty` are the variables for which there is no value. */
  readonly fill: (
    templateId: string,
    signal: AbortSignal,
  ) => Promise<{ readonly html: string; readonly empty: readonly string[] }>;
};
type TemplateListProps = {
  readonly editor: Editor;
  readonly place: TemplatePlace;
  readonly use: TemplateUse;
  readonly keys: Ref<TemplateKeys>;
  /** Called with the variables for which there is no value, after the template was inserted. */
  readonly onFilled: (empty: readonly string[]) => void;
};

type Filling = { readonly template: TemplateHead; readonly error: unknown };

/** The service's templates, beside the place where one was asked for. The focus stays in the field. */
export const TemplateList = ({ editor, place, use, keys, onFilled }: TemplateListProps): ReactNode => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const { serviceId, ticket, fill } = use;
  const templates = useTemplateHeads(serviceId);
  const fitting = fittingTemplates(templates.data ?? [], place.query, ticket);
  const [pointed, setPointed] = useState({ query: place.query, index: 0 });
  const active = pointed.query === place.query ? Math.min(pointed.index, Math.max(fitting.length - 1, 0)) : 0;
  const [filling, setFilling] = useState<Filling | null>(null);
  const asked = useRef<AbortController>(null);
  useEffect(
    () => () => {
      asked.current?.abort();
    },
    [],
  );

  const leave = (): void => {
    leavePlace(editor.view);
  };
  const insert = async (template: TemplateHead): Promise<void> => {
    asked.current?.abort();
    const controller = new AbortController();
    asked.current = controller;
    holdPlace(editor.view);
    setFilling({ template, error: null });
    try {
      const { html, empty } = await fill(template.templateId, controller.signal);
      if (controller.signal.aborted) return;
      fillPlace(editor.view, html);
      announce(t('template.inserted', { name: template.name }));
      onFilled(empty);
    } catch (error) {
      if (!controller.signal.aborted) setFilling({ template, error });
    }
  };
  const choose = (): void => {
    if (filling !== null) {
      if (filling.error !== null) void insert(filling.template);
    } else if (templates.isError) void templates.refetch();
    else {
      // Who types quickly presses Enter before the list shows what fits the last letters.
      const { query } = templatePlaceIn(editor.state) ?? place;
      const chosen = query === place.query ? fitting[active] : fittingTemplates(templates.data ?? [], query, ticket)[0];
      if (chosen !== undefined) void insert(chosen);
    }
  };
  const point = (step: 1 | -1): void => {
    if (fitting.length > 0)
      setPointed({ query: place.query, index: (active + step + fitting.length) % fitting.length });
  };
  useImperativeHandle(keys, () => ({
    press: (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
      // While a template is being filled the agent writes on; only Escape and, after an error, Enter are the list's.
      const isList = filling === null;
      switch (event.key) {
        case 'Escape':
          leave();
          break;
        case 'ArrowDown':
        case 'ArrowUp':
          if (!isList) return false;
          point(event.key === 'ArrowDown' ? 1 : -1);
          break;
        case 'Enter':
          if (filling?.error === null) return false;
          choose();
          break;
        case 'Tab':
          if (!isList || fitting.length === 0) return false;
          choose();
          break;
        default:
          // After an error, writing on means that the template is not wanted any more.
          if (filling !== null && filling.error !== null && event.key.length === 1) leave();
          return false;
      }
      event.preventDefault();
      return true;
    },
  }));

  const frame = useRef<HTMLDivElement>(null);
  const [position, setPosition] = useState<ReturnType<typeof positionAtCursor> | null>(null);
  useLayoutEffect(() => {
    const field = frame.current?.parentElement;
    if (field) setPosition(positionAtCursor(editor, place.from, field));
  }, [editor, place.from, place.query]);
  const optionId = (index: number): string => `${LIST_ID}-${index}`;
  const isListed = filling === null && fitting.length > 0;
  // The field keeps the focus, so it says which of the list's rows Enter would choose.
  useEffect(() => {
    const field = editor.view.dom;
    if (!isListed) return undefined;
    field.setAttribute('aria-controls', LIST_ID);
    field.setAttribute('aria-activedescendant', optionId(active));
    document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
    return () => {
      field.removeAttribute('aria-controls');
      field.removeAttribute('aria-activedescendant');
    };
  }, [editor, isListed, active]);

  const said = (): ReactNode => {
    if (filling !== null)
      return filling.error === null ? (
        <p className={styles.words} role="status">
          {t('template.filling', { name: filling.template.name })}
        </p>
      ) : (
        <Trouble
          title={t('template.notFilled', { name: filling.template.name })}
          words={errorWords(filling.error)}
          onRetry={choose}
        />
      );
    if (templates.isError || (templates.isPending && templates.fetchStatus === 'paused'))
      return (
        <Trouble
          title={t('template.failed')}
          words={errorWords(templates.error ?? new UnknownOutcomeError('network'))}
          onRetry={() => void templates.refetch()}
        />
      );
    if (templates.isPending)
      return (
        <div role="status" aria-label={t('template.loading')}>
          <RowsSkeleton rows={3} />
        </div>
      );
    return (
      <p className={styles.words} role="status">
        {templates.data.length === 0 ? t('template.none') : t('template.noMatch', { query: place.query })}
      </p>
    );
  };
  return (
    <div
      ref={frame}
      className={styles.frame}
      style={position === null ? { visibility: 'hidden' } : position}
      // A click must not take the focus from the field.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
    >
      {isListed ? (
        <>
          <ul id={LIST_ID} className={styles.list} role="listbox" aria-label={t('template.list')}>
            {fitting.map((template, index) => (
              <li
                key={template.templateId}
                id={optionId(index)}
                className={styles.option}
                role="option"
                aria-selected={index === active}
                onMouseMove={() => {
                  if (index !== active) setPointed({ query: place.query, index });
                }}
                onClick={() => void insert(template)}
              >
                <span className={styles.name} lang={template.language}>
                  {template.name}
                </span>
                <span className={styles.meta}>
                  {!template.shared && <span className={styles.own}>{t('template.own')}</span>}
                  {template.language !== ticket.language && <span>{t(`language.${template.language}`)}</span>}
                  <span>{template.searchCode}</span>
                </span>
              </li>
            ))}
          </ul>
          <p className={styles.hint}>{t('template.hint')}</p>
        </>
      ) : (
        said()
      )}
    </div>
  );
};

const Trouble = ({
  title,
  words,
  onRetry,
}: {
  readonly title: string;
  readonly words: string;
  readonly onRetry: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.trouble} role="alert">
      <p className={styles.troubleTitle}>{title}</p>
      <p>{words}</p>
      <Button variant="default" size="compact-xs" onClick={onRetry} tabIndex={-1}>
        {t('problem.retry')} (Enter)
      </Button>
    </div>
  );
};
