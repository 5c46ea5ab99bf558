import type { Category, WrittenError } from '../desk/category.ts';
import type { MailLayout } from '../mail/mail-layout.ts';
import { tidyWords, type RestrictedWords } from '../restricted/restricted-words.ts';
import { WORDS_LIMIT } from '../restricted/word-limits.ts';
import { SHARED_TEMPLATES_LIMIT, type Template } from '../template/template.ts';
import { knows } from './plan-categories.ts';
import type { SetupStep, SanitizedLayout } from './setup-step.ts';
import { sameValue } from '../kernel/same-value.ts';
import type { SetupTemplate } from './setup-document.ts';
import { setupLayoutOf, setupTemplateOf } from './setup-of.ts';

export type TextSteps = { readonly steps: readonly SetupStep[]; readonly errors: readonly WrittenError[] };

const NOTHING: TextSteps = { steps: [], errors: [] };
const twice = (keys: readonly string[], pointer: (index: number) => string): readonly WrittenError[] =>
  keys.flatMap((key, index) =>
    keys.indexOf(key) === index ? [] : [{ pointer: pointer(index), detail: 'The document names it twice' }],
  );

/** Plans the shared templates; their author and use count stay unchanged. */
export const planTemplates = (
  stored: readonly Template[],
  written: readonly SetupTemplate[] | undefined,
  trees: readonly Category[],
  prune: boolean,
): TextSteps => {
  if (written === undefined) return NOTHING;
  const known = knows(trees);
  const before = new Map(stored.map((each) => [each.searchCode, each]));
  const codes = written.map(({ searchCode }) => searchCode);
  const former = stored.filter(({ searchCode }) => !codes.includes(searchCode));
  const errors = [
    ...twice(codes, (index) => `#/document/templates/${index}/searchCode`),
    ...written.flatMap(({ categoryIds }, index) =>
      categoryIds.flatMap((id, place) =>
        known('processing_type', id)
          ? []
          : [
              {
                pointer: `#/document/templates/${index}/categoryIds/${place}`,
                detail: 'There is no such processing category',
              },
            ],
      ),
    ),
    ...(codes.length + (prune ? 0 : former.length) > SHARED_TEMPLATES_LIMIT
      ? [{ pointer: '#/document/templates', detail: `A service shares at most ${SHARED_TEMPLATES_LIMIT} templates` }]
      : []),
  ];
  const taken = written.flatMap((after): readonly SetupStep[] => {
    const stood = before.get(after.searchCode);
    if (stood && sameValue(setupTemplateOf(stood), after)) return [];
    return [{ of: 'templates', ...(stood === undefined ? {} : { before: stood }), after }];
  });
  return {
    errors,
    steps: [...taken, ...(prune ? former.map((template): SetupStep => ({ of: 'templates', before: template })) : [])],
  };
};

/** Plans the mail layouts. With `prune`, layouts that the document lacks are reset to the built-in ones. */
export const planLayouts = (
  stored: readonly MailLayout[],
  written: readonly SanitizedLayout[] | undefined,
  prune: boolean,
): TextSteps => {
  if (written === undefined) return NOTHING;
  const placeOf = ({ kind, language }: Pick<MailLayout, 'kind' | 'language'>) => `${kind}/${language}`;
  const before = new Map(stored.map((each) => [placeOf(each), each]));
  const places = written.map(placeOf);
  const taken = written.flatMap((after): readonly SetupStep[] => {
    const stood = before.get(placeOf(after));
    if (stood && sameValue(setupLayoutOf(stood), setupLayoutOf(after))) return [];
    return [{ of: 'mailLayouts', ...(stood === undefined ? {} : { before: stood }), after }];
  });
  const former = prune ? stored.filter((layout) => !places.includes(placeOf(layout))) : [];
  return {
    errors: twice(places, (index) => `#/document/mailLayouts/${index}/language`),
    steps: [...taken, ...former.map((layout): SetupStep => ({ of: 'mailLayouts', before: layout }))],
  };
};

/**
 * Adds missing restricted words; with `prune`, the list becomes equal to the document. The order of words is ignored.
 */
export const planWords = (
  stored: RestrictedWords,
  written: readonly string[] | undefined,
  prune: boolean,
): TextSteps => {
  if (written === undefined) return NOTHING;
  const own = tidyWords(written);
  if (!own.ok)
    return {
      steps: [],
      errors: [
        {
          pointer:
            own.error.code === 'word_without_letters'
              ? `#/document/restrictedWords/${own.error.index}`
              : '#/document/restrictedWords',
          detail: 'It has neither a letter nor a digit to be found by',
        },
      ],
    };
  const both = prune ? own : tidyWords([...stored.words, ...own.value]);
  const words = both.ok ? both.value : own.value;
  if (words.length > WORDS_LIMIT)
    return {
      steps: [],
      errors: [
        { pointer: '#/document/restrictedWords', detail: `A service has at most ${WORDS_LIMIT} restricted words` },
      ],
    };
  return {
    errors: [],
    steps: sameValue(words.toSorted(), stored.words.toSorted())
      ? []
      : [{ of: 'restrictedWords', before: stored, after: words }],
  };
};
