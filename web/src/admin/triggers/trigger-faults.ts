import * as z from 'zod';
import { WAIT_FAULT } from '../../../../shared/domain/trigger/trigger.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import type { AskedField } from '../../desk/triggers/asked-fields.ts';
import type { FaultTable } from '../kit/faults.ts';
import type { Fault } from '../kit/form-edits.ts';
import { unknownIn } from '../kit/text-checks.ts';
import { lackingIn } from './condition-values.ts';
import type { ActionDraft, TriggerValues } from './trigger-values.ts';

export const REFUSED: Readonly<Record<string, AdminWordKey>> = {
  too_many_triggers: 'triggers.refused.too_many',
  trigger_not_found: 'triggers.refused.gone',
  trigger_place_gone: 'triggers.refused.place',
  validation_failed: 'triggers.refused.invalid',
};

/** Sentences by which the desk refuses a trigger, or tells what took it out of use. */
export const SENTENCES: FaultTable = {
  'Must be an https address': 'sources.fault.https',
  'Must name neither a user nor a fragment': 'sources.fault.userOrFragment',
  'The address is not of the open internet': 'sources.fault.private',
  'It has variables that do not exist': 'texts.fault.variables',
  'Nothing is left to read once the text is made safe': 'texts.fault.text',
  'A tag is without commas': 'triggers.fault.tag',
  'It is empty': 'fault.required',
  'It is a text': 'fault.required',
  'It is no e-mail address': 'fault.email',
  'At most 0 characters': 'fault.tooLong',
  'At most 0 values': 'fault.tooMany',
  'There is no such field': 'triggers.fault.fieldGone',
  'The service has no such field': 'triggers.fault.fieldGone',
  'The service has no such field any more': 'triggers.fault.fieldGone',
  'The field is not in use any more': 'triggers.fault.fieldOff',
  'What is stored encrypted can’t be asked about': 'triggers.fault.encrypted',
  'What is stored encrypted can’t be set by a trigger': 'triggers.fault.encrypted',
  'The field has no such operator': 'triggers.fault.operator',
  'Nothing tells when this field changes': 'triggers.fault.operator',
  'The service has no such agent, or they left': 'triggers.fault.agentGone',
  'The agent is not in this group': 'triggers.fault.notInGroup',
  'The service has no such group': 'triggers.fault.groupGone',
  'The service has no such inquiry type': 'triggers.fault.typeGone',
  'The service has no such processing type': 'triggers.fault.typeGone',
  'It can’t be chosen any more': 'triggers.fault.typeOff',
  'There is no such option': 'triggers.fault.optionGone',
  'It is no pattern of RE2': 'triggers.fault.pattern',
  'It ends before it begins': 'triggers.fault.crossed',
  // The first number of a sentence is written as 0.
  'It is a whole number, 0 to 1000': 'triggers.fault.whole',
  'It is a whole number, 0 to 3650': 'triggers.fault.whole',
  'It is a whole number, 0 to 87600': 'triggers.fault.whole',
  'It is a whole number, 0 to 5256000': 'triggers.fault.whole',
  // The contract says it as the domain does, with its numbers.
  [WAIT_FAULT]: 'triggers.fault.hours',
};

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';
const REQUIRED: Fault = { words: 'fault.required' };
const UNKNOWN: Fault = { words: 'texts.fault.variables' };

/** What has to be filled in of an action, by its member. */
const lackingOf = (action: ActionDraft): readonly (readonly [member: string, fault: Fault])[] => {
  const {
    kind,
    groupId,
    strategy,
    agentId,
    cap,
    code,
    tag,
    html = '',
    to,
    address,
    subject = '',
    url,
    text = '',
  } = action;
  const when = (holds: boolean, member: string, fault = REQUIRED): readonly (readonly [string, Fault])[] =>
    holds ? [[member, fault]] : [];
  const written = (value: string, member: string): readonly (readonly [string, Fault])[] =>
    isBlank(value) ? [[member, REQUIRED]] : when(unknownIn(value).length > 0, member, UNKNOWN);
  switch (kind) {
    case 'assign':
      return [
        ...when(isBlank(groupId), 'groupId'),
        ...when(strategy === 'designated' && isBlank(agentId), 'agentId'),
        ...when(typeof cap === 'number' && Number.isNaN(cap), 'cap', { words: 'fault.number' }),
      ];
    case 'forward_to_group':
      return when(isBlank(groupId), 'groupId');
    case 'set_field':
      return when(isBlank(code), 'code');
    case 'add_tag':
      return when(isBlank(tag), 'tag');
    case 'comment':
      return written(html, 'html');
    case 'mail':
      return [
        ...when(to === 'address' && isBlank(address), 'address'),
        ...written(subject, 'subject'),
        ...written(html, 'html'),
      ];
    case 'call_url':
      return [...when(isBlank(url?.replace(/^https:\/\//, '')), 'url'), ...when(action.secret?.typed === '', 'secret')];
    case 'dooray_notice': {
      const { ref = null, typed = null } = action.secret ?? {};
      return [...when(typed === null ? ref === null : isBlank(typed), 'hook'), ...written(text, 'text')];
    }
    default:
      return [];
  }
};

/** What is not filled in yet, by JSON pointer into a request. */
export const lackingFaults = (
  { conditions, actions }: Partial<Pick<TriggerValues, 'conditions' | 'actions'>>,
  field: (id: string) => AskedField | undefined,
): ReadonlyMap<string, Fault> =>
  new Map([
    ...(conditions === undefined ? [] : lackingIn(conditions, field)),
    ...(actions ?? []).flatMap((action, index) =>
      lackingOf(action).map(([member, fault]) => [`#/actions/${String(index)}/${member}`, fault] as const),
    ),
    ...(actions?.length === 0 ? [['#/actions', { words: 'triggers.fault.noAction' }] as const] : []),
  ]);

/**
 * A contract that is asked once everything is filled in: of what is not chosen yet it would say that it is no id, or
 * that it fits no kind of condition.
 */
export const onceFilled = (schema: z.ZodType, lacking: () => ReadonlyMap<string, Fault>): z.ZodType =>
  z.unknown().check((payload) => {
    const found = [...lacking()];
    if (found.length > 0) {
      for (const [pointer, fault] of found)
        payload.issues.push({
          code: 'custom',
          input: payload.value,
          path: pathOf(pointer),
          message: 'words' in fault ? sentenceOf(fault.words) : fault.detail,
        });
      return;
    }
    for (const issue of schema.safeParse(payload.value).error?.issues ?? [])
      payload.issues.push({ ...issue, input: payload.value } as never);
  });

const sentenceOf = (words: AdminWordKey): string => `words: ${words}`;
/** For the faults that `onceFilled` finds: their words are known already. */
export const OWN_SENTENCES: FaultTable = Object.fromEntries(
  (
    [
      'fault.required',
      'fault.number',
      'texts.fault.variables',
      'triggers.fault.noAction',
      'triggers.fault.fieldGone',
      'triggers.fault.operator',
      'triggers.fault.emptyGroup',
    ] as const
  ).map((words) => [sentenceOf(words), words]),
);

const pathOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** What is told of a trigger that the desk stopped: words where there are some, else the sentence. */
export const faultOfStop = (detail: string): Fault => {
  const words = SENTENCES[detail];
  return words === undefined ? { detail } : { words };
};
