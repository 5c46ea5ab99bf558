import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTENT } from '../../../../shared/domain/mail/mail-layout.ts';
import { VARIABLE_NAMES, VARIABLES, type VariableName } from '../../../../shared/domain/template/variables.ts';

/** A variable that can be chosen: its name, what it is in words, and what it could say. */
export type VariableOption = { readonly name: string; readonly words: string; readonly example: string };

const BEGUN = /#\{([\w.]{0,40})$/;

/** What was typed of a variable's name behind `#{` right before the cursor; null where no variable is begun. */
export const begunVariable = (before: string): string | null => BEGUN.exec(before)?.[1] ?? null;

/** A variable as it stands in a text. */
export const placeholderOf = (name: string): string => `#{${name}}`;

const folded = (text: string): string => text.toLowerCase().replace(/[\s.]/g, '');

/** A function that says what variables are; `content` is the place of the answer in a layout. */
export const useVariableWords = (): ((name: string) => string) => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  return (name) => {
    if (name === 'agent.name' || name === 'agent.email') return t(`texts.variable.${name}`);
    if (name === CONTENT) return t('texts.variable.content');
    return (VARIABLE_NAMES as readonly string[]).includes(name) ? common(`variable.${name as VariableName}`) : name;
  };
};

/** The variables of templates; with `content` those of layouts. What nobody writes has no values of an agent. */
export const useVariableOptions = ({
  withContent = false,
  isByNobody = false,
}: {
  readonly withContent?: boolean;
  readonly isByNobody?: boolean;
}): readonly VariableOption[] => {
  const { t } = useTranslation('admin');
  const words = useVariableWords();
  return [
    ...(withContent ? [{ name: CONTENT, words: words(CONTENT), example: t('texts.variable.content.example') }] : []),
    ...VARIABLE_NAMES.filter((name) => !isByNobody || !name.startsWith('agent.')).map((name) => ({
      name,
      words: words(name),
      example: VARIABLES[name].example,
    })),
  ];
};

/** A key as a field hears it. */
type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'> & {
  readonly preventDefault: () => void;
};

export type VariableChoice = {
  /** What can be chosen; null while no variable is begun. */
  readonly options: readonly VariableOption[] | null;
  readonly active: number;
  readonly point: (index: number) => void;
  /** Acts on a key; false when it is not the list's. */
  readonly press: (event: Pressed) => boolean;
};

/**
 * The choice of a variable that was begun by `#{`. Escape ends it until another one is begun; what was typed stays.
 * `at` tells one beginning from another.
 */
export const useVariableChoice = ({
  query,
  at,
  variables,
  onChoose,
}: {
  readonly query: string | null;
  readonly at: number;
  readonly variables: readonly VariableOption[];
  readonly onChoose: (name: string) => void;
}): VariableChoice => {
  const [pointed, setPointed] = useState({ query: '', index: 0 });
  const [left, setLeft] = useState<number | null>(null);
  const wanted = folded(query ?? '');
  const fitting = variables.filter(({ name, words }) => `${folded(name)} ${folded(words)}`.includes(wanted));
  const options = query === null || left === at ? null : fitting;
  const active = pointed.query === query ? Math.min(pointed.index, Math.max(0, fitting.length - 1)) : 0;
  const point = (index: number): void => {
    setPointed({ query: query ?? '', index });
  };
  const latest = useRef({ options, active });
  latest.current = { options, active };
  return {
    options,
    active,
    point,
    press: (event) => {
      const { options: shown, active: chosen } = latest.current;
      if (shown === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
        return false;
      switch (event.key) {
        case 'Escape':
          setLeft(at);
          break;
        case 'ArrowDown':
        case 'ArrowUp':
          if (shown.length === 0) return false;
          point((chosen + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % shown.length);
          break;
        case 'Enter':
        case 'Tab': {
          const option = shown[chosen];
          if (option === undefined) return false;
          onChoose(option.name);
          break;
        }
        default:
          return false;
      }
      event.preventDefault();
      return true;
    },
  };
};
