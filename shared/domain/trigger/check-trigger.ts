import type { WrittenError } from '../desk/category.ts';
import { readFieldValue, type GivenValue } from '../desk/field-value.ts';
import type { Field } from '../desk/field.ts';
import { isMailAddress, toMailAddress } from '../mail/mail-address.ts';
import { unknownVariables } from '../template/placeholders.ts';
import { VARIABLE_NAMES } from '../template/variables.ts';
import { PRIORITIES, TAG_LENGTH } from '../ticket/ticket.ts';
import { checkConditions, isKnown, NOT_KNOWN } from './check-conditions.ts';
import type { CompilePattern, KnownToTriggers } from './known-to-triggers.ts';
import { ACTION_SUBJECT_LENGTH, CALL_URL_LENGTH, CAP_LIMIT, NOTICE_TEXT_LENGTH } from './trigger-limits.ts';
import {
  ACTIONS_LIMIT,
  ASSIGNMENT_STRATEGIES,
  isWait,
  WAIT_FAULT,
  MAIL_RECIPIENTS,
  TIME_BASES,
  TRIGGER_EVENTS,
  TRIGGER_MODES,
  TRIGGER_NAME_LENGTH,
  type Trigger,
  type TriggerAction,
  type TriggerActionKind,
  type TriggerEvent,
} from './trigger.ts';

export type { CompilePattern, KnownToTriggers } from './known-to-triggers.ts';

/** What is checked: what an administrator writes. */
export type WrittenTrigger = Pick<Trigger, 'name' | 'event' | 'mode' | 'conditions' | 'actions'>;

/** Maximum UTF-8 bytes of the HTML of a comment or a mail. */
export const ACTION_HTML_BYTES = 32 * 1024;

type Errors = readonly WrittenError[];
type ActionOf<K extends TriggerActionKind> = Extract<TriggerAction, { readonly kind: K }>;
const NONE: Errors = [];
const wrong = (pointer: string, detail: string): Errors => [{ pointer, detail }];
const unless = (holds: boolean, pointer: string, detail: string): Errors => (holds ? NONE : wrong(pointer, detail));

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const variableErrors = (text: string, pointer: string): Errors =>
  unknownVariables(text, VARIABLE_NAMES).map(({ name }) => ({ pointer, detail: `There is no variable #{${name}}` }));
const lineErrors = (text: string, pointer: string, limit: number): Errors => {
  if (text.trim() === '') return wrong(pointer, 'It is empty');
  return text.length > limit ? wrong(pointer, `At most ${limit} characters`) : variableErrors(text, pointer);
};
const htmlErrors = (html: string, pointer: string): Errors => {
  // An image says something too.
  if (!html.includes('<img') && html.replace(/<[^<>]*>/g, '').trim() === '') return wrong(pointer, 'It is empty');
  return bytesOf(html) > ACTION_HTML_BYTES
    ? wrong(pointer, `At most ${ACTION_HTML_BYTES} bytes`)
    : variableErrors(html, pointer);
};

const groupErrors = (groupId: string, pointer: string, known: KnownToTriggers): Errors =>
  unless(isKnown('group', groupId, known), pointer, NOT_KNOWN.group);

const designationErrors = ({ agentId, groupId }: ActionOf<'assign'>, at: string, known: KnownToTriggers): Errors => {
  if (agentId === undefined) return wrong(`${at}/agentId`, 'Name the agent');
  if (!isKnown('agent', agentId, known)) return wrong(`${at}/agentId`, NOT_KNOWN.agent);
  const agent = known.agents?.find((each) => each.agentId === agentId);
  return unless(
    agent === undefined || agent.groupIds.includes(groupId),
    `${at}/agentId`,
    'The agent is not in this group',
  );
};

const assignErrors = (action: ActionOf<'assign'>, at: string, known: KnownToTriggers): Errors => {
  const { strategy, groupId, agentId, cap } = action;
  if (!ASSIGNMENT_STRATEGIES.includes(strategy)) return wrong(`${at}/strategy`, 'There is no such strategy');
  return [
    ...groupErrors(groupId, `${at}/groupId`, known),
    ...(strategy === 'designated'
      ? designationErrors(action, at, known)
      : unless(agentId === undefined, `${at}/agentId`, 'Only a designated assignment names an agent')),
    ...unless(
      cap === undefined || (Number.isInteger(cap) && cap >= 1 && cap <= CAP_LIMIT),
      `${at}/cap`,
      `It is a whole number, 1 to ${CAP_LIMIT}`,
    ),
  ];
};

/** The field that an action sets; a text: why it can't. */
export const settableField = (code: string, definitions: readonly Field[]): Field | string => {
  const field = definitions.find((definition) => definition.code === code);
  if (field === undefined || field.deleted) return 'The service has no such field';
  if (field.encrypted) return 'What is stored encrypted can’t be set by a trigger';
  if (field.type === 'caption') return 'A caption holds no value';
  if (field.type === 'file') return 'A trigger has no files';
  return field.active ? field : 'The field is not in use any more';
};

const setFieldErrors = (
  { code, value }: ActionOf<'set_field'>,
  at: string,
  { definitions }: KnownToTriggers,
): Errors => {
  const field = settableField(code, definitions);
  if (typeof field === 'string') return wrong(`${at}/code`, field);
  if (value === null) return NONE;
  const read = readFieldValue(field, value as GivenValue);
  if (!read.ok) return wrong(`${at}/value`, read.error);
  return unless(read.value !== undefined, `${at}/value`, 'It is empty: null takes a value away');
};

const categoryErrors = (
  categoryId: string | null,
  kind: 'inquiry_type' | 'processing_type',
  at: string,
  { categories }: KnownToTriggers,
): Errors => {
  if (categoryId === null) return NONE;
  const category = categories.find((each) => each.categoryId === categoryId && each.kind === kind);
  if (category === undefined) return wrong(`${at}/categoryId`, NOT_KNOWN[kind]);
  return unless(category.active, `${at}/categoryId`, 'It can’t be chosen any more');
};

/** By the rule of who gets a mail (mail-rules.ts): an address that is saved can be mailed to. */
const addressErrors = (address: string | undefined, pointer: string): Errors => {
  if (address === undefined) return wrong(pointer, 'Name the address');
  if (!isMailAddress(toMailAddress(address))) return wrong(pointer, 'It is no e-mail address');
  return unless(address === toMailAddress(address), pointer, 'It is in lower case, its domain as DNS knows it');
};

const mailErrors = (action: ActionOf<'mail'>, at: string, known: KnownToTriggers): Errors => {
  const { to, groupId, address, subject, html } = action;
  return [
    ...unless(MAIL_RECIPIENTS.includes(to), `${at}/to`, 'There is no such recipient'),
    ...(to === 'address' ? addressErrors(address, `${at}/address`) : []),
    ...(to === 'group' && groupId !== undefined ? groupErrors(groupId, `${at}/groupId`, known) : []),
    ...(/[\r\n]/.test(subject) ? wrong(`${at}/subject`, 'It is one line') : []),
    ...lineErrors(subject, `${at}/subject`, ACTION_SUBJECT_LENGTH),
    ...htmlErrors(html, `${at}/html`),
  ];
};

/** Whether it can be called at all. Where it leads is looked at with each call: a name can lead elsewhere later. */
const urlErrors = (url: string, pointer: string): Errors => {
  if (url.length > CALL_URL_LENGTH) return wrong(pointer, `At most ${CALL_URL_LENGTH} characters`);
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:') return wrong(pointer, 'It is an address that begins with https://');
  return unless(parsed.username === '' && parsed.password === '', pointer, 'It holds no user and no password');
};

type Check<K extends TriggerActionKind> = (action: ActionOf<K>, at: string, known: KnownToTriggers) => Errors;
/** What is wrong with an action of each kind. */
const CHECKS: { readonly [K in TriggerActionKind]: Check<K> } = {
  assign: assignErrors,
  forward_to_group: ({ groupId }, at, known) => groupErrors(groupId, `${at}/groupId`, known),
  set_field: setFieldErrors,
  set_priority: ({ priority }, at) =>
    unless(PRIORITIES.includes(priority), `${at}/priority`, 'There is no such priority'),
  set_inquiry_type: ({ categoryId }, at, known) => categoryErrors(categoryId, 'inquiry_type', at, known),
  set_processing_type: ({ categoryId }, at, known) => categoryErrors(categoryId, 'processing_type', at, known),
  add_tag: ({ tag }, at) => [
    ...unless(tag.trim() !== '', `${at}/tag`, 'It is empty'),
    ...unless(tag.trim().length <= TAG_LENGTH, `${at}/tag`, `At most ${TAG_LENGTH} characters`),
  ],
  comment: ({ html }, at) => htmlErrors(html, `${at}/html`),
  mail: mailErrors,
  call_url: ({ url }, at) => urlErrors(url, `${at}/url`),
  dooray_notice: ({ sealedHook, text }, at) => [
    ...unless(sealedHook !== '', `${at}/hook`, 'Name the hook'),
    ...lineErrors(text, `${at}/text`, NOTICE_TEXT_LENGTH),
  ],
  complete: () => NONE,
};

const actionErrors = (action: TriggerAction, at: string, known: KnownToTriggers): Errors => {
  if (!Object.hasOwn(CHECKS, action.kind)) return wrong(`${at}/kind`, 'There is no such action');
  return (CHECKS[action.kind] as Check<TriggerActionKind>)(action, at, known);
};

const eventErrors = (event: TriggerEvent): Errors => {
  if (!TRIGGER_EVENTS.includes(event.kind)) return wrong('#/event/kind', 'There is no such event');
  if (event.kind !== 'hours_since') return NONE;
  const { since, hours } = event;
  return [
    ...unless(TIME_BASES.includes(since), '#/event/since', 'Hours can’t be counted from that'),
    ...unless(isWait(hours), '#/event/hours', WAIT_FAULT),
  ];
};

/**
 * Every error of a trigger, as JSON pointers into it and reasons; none: it is valid. Asked when it is saved and, of
 * those that are stored, when something that they name may be gone.
 */
export const checkTrigger = (
  { name, event, mode, conditions, actions }: WrittenTrigger,
  known: KnownToTriggers,
  compilePattern: CompilePattern,
): readonly WrittenError[] => [
  ...unless(name.trim() !== '', '#/name', 'It needs a name'),
  ...unless(name.length <= TRIGGER_NAME_LENGTH, '#/name', `At most ${TRIGGER_NAME_LENGTH} characters`),
  ...eventErrors(event),
  ...unless(TRIGGER_MODES.includes(mode), '#/mode', 'It is selective or always'),
  ...checkConditions(conditions, known, compilePattern),
  ...unless(actions.length > 0, '#/actions', 'It does nothing: name an action'),
  ...unless(actions.length <= ACTIONS_LIMIT, '#/actions', `At most ${ACTIONS_LIMIT} actions`),
  ...actions.flatMap((action, index) => actionErrors(action, `#/actions/${index}`, known)),
];
