import * as fc from 'fast-check';
import { setupOn } from '../../infra/operate/setup-file.ts';
import { CATEGORY_DEPTH, CATEGORY_KINDS, type CategoryKind } from '../../shared/domain/desk/category.ts';
import { FIELD_SCOPES, FIELD_TYPES, hasOptions, hasPlaceholder } from '../../shared/domain/desk/field.ts';
import type {
  SetupAction,
  SetupCategory,
  SetupField,
  SetupTrigger,
  WholeSetup,
} from '../../shared/domain/desk-setup/setup-document.ts';
import { LAYOUT_KINDS } from '../../shared/domain/mail/mail-layout.ts';
import { LANGUAGES } from '../../shared/domain/ticket/ticket.ts';
import { type Condition, TRIGGER_MODES } from '../../shared/domain/trigger/trigger.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import { all as allMet, where } from './triggers.ts';

export const storedSetup = ({ client, deskTable }: Pick<DynamoEngine, 'client' | 'deskTable'>) =>
  setupOn({ client, deskTable, backoff: async () => {} });

/** A small set-up with something in each part. */
export const aSetup = (over: Partial<WholeSetup> = {}): WholeSetup => ({
  version: 1,
  categories: [
    { kind: 'inquiry_type', id: 'order', names: { en: 'Order', ko: '주문' }, active: true, order: 0 },
    { kind: 'inquiry_type', id: 'late', parentId: 'order', names: { en: 'Late' }, active: true, order: 0 },
    { kind: 'processing_type', id: 'refunded', names: { en: 'Refunded' }, active: true, order: 0 },
  ],
  fields: [aSetupField()],
  templates: [
    {
      searchCode: 'refund',
      name: 'Refund',
      language: 'en',
      html: '<p>Dear #{customer.name}</p>',
      categoryIds: ['refunded'],
    },
  ],
  mailLayouts: [
    {
      kind: 'resolved',
      language: 'en',
      subject: 'About #{ticket.number}',
      html: '<div>#{content}</div><p>#{agent.name}</p>',
    },
  ],
  restrictedWords: ['damn', '바보'],
  triggers: [],
  ...over,
});

export const aSetupField = (over: Partial<SetupField> = {}): SetupField => ({
  code: 'size',
  scope: 'customer',
  type: 'dropdown',
  names: { en: 'Size' },
  placeholders: { en: 'Choose a size' },
  required: true,
  exposure: { agent: true, customer: true },
  encrypted: false,
  options: [
    { code: 's', names: { en: 'Small' }, active: true },
    { code: 'l', names: { en: 'Large' }, active: true },
  ],
  order: 0,
  inquiryTypeIds: ['order'],
  active: true,
  ...over,
});

const word = fc.stringMatching(/^[a-z가-힣]{1,8}$/);
const names = fc.dictionary(fc.constantFrom(...LANGUAGES), word, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

/** A tree in which each node hangs below one that stands before it, as deep as trees may be. */
const anyTree = (kind: CategoryKind): fc.Arbitrary<readonly SetupCategory[]> =>
  fc
    .array(fc.record({ names, active: fc.boolean(), order: fc.nat(3), below: fc.nat(20) }), { maxLength: 8 })
    .map((nodes) => {
      const depths: number[] = [];
      return nodes.map(({ below, ...node }, index) => {
        const parent = below % (index + 1);
        const hangs = parent < index && depths[parent]! < CATEGORY_DEPTH;
        depths.push(hangs ? depths[parent]! + 1 : 1);
        return { kind, id: `${kind[0]}${index}`, ...(hangs ? { parentId: `${kind[0]}${parent}` } : {}), ...node };
      });
    });

const anyField = (code: string, inquiryTypeIds: readonly string[]): fc.Arbitrary<SetupField> =>
  fc
    .record({
      scope: fc.constantFrom(...FIELD_SCOPES),
      type: fc.constantFrom(...FIELD_TYPES),
      names,
      placeholders: fc.dictionary(fc.constantFrom(...LANGUAGES), word, { maxKeys: 4, noNullPrototype: true }),
      required: fc.boolean(),
      exposure: fc.record({ agent: fc.boolean(), customer: fc.boolean() }),
      encrypted: fc.boolean(),
      options: fc.uniqueArray(fc.record({ code: fc.stringMatching(/^[a-z]{1,3}$/), names, active: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
        selector: (option) => option.code,
      }),
      maxLength: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
      order: fc.nat(9),
      inquiryTypeIds: fc.subarray([...inquiryTypeIds]),
      active: fc.boolean(),
    })
    .map(({ maxLength, options, placeholders, ...field }) => {
      const isText = field.type === 'text' || field.type === 'textarea';
      return {
        ...field,
        code,
        required: field.required && field.type !== 'caption',
        placeholders: hasPlaceholder(field.type) ? placeholders : {},
        encrypted: field.encrypted && field.type !== 'caption' && field.type !== 'file',
        options: hasOptions(field.type)
          ? options.map((option, index) => (index === 0 ? { ...option, active: true } : option))
          : [],
        ...(isText && maxLength !== undefined ? { maxLength } : {}),
        inquiryTypeIds: field.scope === 'customer' ? field.inquiryTypeIds : [],
      };
    });

const anyCondition = (inquiryTypeIds: readonly string[]): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.constantFrom(where('ticket.priority', 'is', 'high'), where('ticket.tags', 'is_empty')),
    word.map((value) => where('ticket.title', 'contains', value)),
    ...(inquiryTypeIds.length === 0
      ? []
      : [fc.constantFrom(...inquiryTypeIds).map((value) => where('ticket.inquiryType', 'any_of', [value]))]),
  );

const anyTrigger = (inquiryTypeIds: readonly string[]): fc.Arbitrary<SetupTrigger> =>
  fc.record({
    id: fc.stringMatching(/^[a-z]{1,2}$/),
    name: word,
    active: fc.boolean(),
    event: fc.constantFrom(
      { kind: 'ticket_updated' as const },
      { kind: 'hours_since' as const, since: 'created' as const, hours: 24 },
    ),
    mode: fc.constantFrom(...TRIGGER_MODES),
    conditions: fc
      .array(anyCondition(inquiryTypeIds), { minLength: 1, maxLength: 3 })
      .map((conditions) => allMet(...conditions)),
    actions: fc.array(
      fc.oneof(
        word.map((tag): SetupAction => ({ kind: 'add_tag', tag })),
        word.map((text): SetupAction => ({ kind: 'comment', html: `<p>${text} #{ticket.number}</p>` })),
        word.map((text): SetupAction => ({ kind: 'dooray_notice', text })),
        fc.boolean().map((signed): SetupAction => ({ kind: 'call_url', url: 'https://api.example.com/', signed })),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  });

/** Any set-up that a service could have. */
export const anySetup: fc.Arbitrary<WholeSetup> = fc.tuple(...CATEGORY_KINDS.map(anyTree)).chain((trees) => {
  const categories = trees.flat();
  const idsOf = (kind: CategoryKind) => categories.filter((each) => each.kind === kind).map(({ id }) => id);
  return fc.record({
    version: fc.constant(1 as const),
    categories: fc.constant(categories),
    triggers: fc.uniqueArray(anyTrigger(idsOf('inquiry_type')), { maxLength: 5, selector: ({ id }) => id }),
    fields: fc
      .uniqueArray(fc.stringMatching(/^[a-z]{1,2}$/), { maxLength: 5 })
      .chain((codes) => fc.tuple(...codes.map((code) => anyField(code, idsOf('inquiry_type'))))),
    templates: fc.uniqueArray(
      fc.record({
        searchCode: fc.stringMatching(/^[a-z]{1,2}$/),
        name: word,
        language: fc.constantFrom(...LANGUAGES),
        html: word.map((text) => `<p>${text} #{customer.name}</p>`),
        categoryIds: fc.subarray(idsOf('processing_type')),
      }),
      { maxLength: 4, selector: ({ searchCode }) => searchCode },
    ),
    mailLayouts: fc.uniqueArray(
      fc
        .record({
          kind: fc.constantFrom(...LAYOUT_KINDS),
          language: fc.constantFrom(...LANGUAGES),
          subject: fc.option(word, { nil: undefined }),
          html: word.map((text) => `<div>#{content}</div><p>${text}</p>`),
        })
        .map(({ subject, ...layout }) => ({ ...layout, ...(subject === undefined ? {} : { subject }) })),
      { maxLength: 4, selector: ({ kind, language }) => `${kind}/${language}` },
    ),
    restrictedWords: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 6 }),
  });
});

/** The set-up in a fixed order, to compare two whose order differs. */
export const unordered = (setup: WholeSetup) => {
  const sorted = <T>(each: readonly T[], keyOf: (one: T) => string) =>
    each.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return {
    ...setup,
    categories: sorted(setup.categories, ({ kind, id }) => `${kind}/${id}`),
    fields: sorted(setup.fields, ({ code }) => code),
    templates: sorted(setup.templates, ({ searchCode }) => searchCode),
    mailLayouts: sorted(setup.mailLayouts, ({ kind, language }) => `${kind}/${language}`),
    restrictedWords: sorted(setup.restrictedWords, (one) => one),
  };
};
