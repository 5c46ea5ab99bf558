import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES, TAG_LENGTH } from '../../../../shared/domain/ticket/ticket.ts';
import {
  ACTIONS_LIMIT,
  ASSIGNMENT_STRATEGIES,
  MAIL_RECIPIENTS,
  TRIGGER_ACTIONS,
} from '../../../../shared/domain/trigger/trigger.ts';
import {
  ACTION_SUBJECT_LENGTH,
  CALL_URL_LENGTH,
  CAP_LIMIT,
  NOTICE_TEXT_LENGTH,
  TRIGGER_SECRET_LENGTH,
} from '../../../../shared/domain/trigger/trigger-limits.ts';
import { useServiceFields, type FieldView } from '../../desk/api/service-queries.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { CategorySelect } from '../../desk/fields/category-select.tsx';
import { FieldInput } from '../../desk/fields/field-input.tsx';
import { useNames } from '../../desk/fields/use-value-words.ts';
import { PartsRow, type PartInput } from '../kit/parts-row.tsx';
import { SecretInput } from '../kit/secret-input.tsx';
import { TemplateText } from '../kit/template-text.tsx';
import type { Form } from '../kit/use-form.ts';
import { VariableInput } from '../kit/variable-input.tsx';
import { actionsSentence } from '../../desk/triggers/action-words.ts';
import { actionOf, type ActionDraft, type Secret, type TriggerValues } from './trigger-values.ts';
import { Sentence } from './sentence.tsx';
import { useActionNames } from '../../desk/triggers/use-action-names.ts';
import formStyles from '../kit/form.module.css';
import styles from './actions.module.css';

type Part = PartInput<ActionDraft>;

/** What a trigger does, one action after the other. */
export const ActionsRow = ({ form }: { readonly form: Form<TriggerValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const names = useActionNames();
  return (
    <PartsRow
      form={form}
      name="actions"
      label={t('triggers.actions')}
      hint={t('triggers.actions.hint')}
      fresh={() => actionOf('assign')}
      limit={ACTIONS_LIMIT}
      more={t('triggers.action.add')}
      nameOf={({ kind }, index) => t('triggers.action.name', { number: index + 1, what: words(`action.${kind}`) })}
      words={(actions) => actionsSentence(actions, names)}
      head={(input) => <KindInput {...input} />}
    >
      {(input) => <ActionInputs {...input} />}
    </PartsRow>
  );
};

const KindInput = ({ part, index, replace }: Part): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  return (
    <NativeSelect
      size="sm"
      className={styles.kind}
      aria-label={t('triggers.action.kind', { number: index + 1 })}
      data={TRIGGER_ACTIONS.map((kind) => ({ value: kind, label: words(`action.${kind}`) }))}
      value={part.kind}
      onChange={({ currentTarget: { value } }) => {
        const kind = TRIGGER_ACTIONS.find((each) => each === value);
        if (kind !== undefined) replace(actionOf(kind, part));
      }}
    />
  );
};

const ActionInputs = (input: Part): ReactNode => {
  const fault = input.faultAt('');
  return (
    <div className={styles.action}>
      <Inputs {...input} />
      {fault !== undefined && (
        <p className={formStyles.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
};

const Inputs = (input: Part): ReactNode => {
  const { t } = useTranslation('admin');
  switch (input.part.kind) {
    case 'assign':
      return <AssignInputs {...input} />;
    case 'forward_to_group':
      return (
        <GroupInput
          {...input}
          label={t('triggers.action.group', { number: input.index + 1 })}
          none={t('triggers.group.choose')}
        />
      );
    case 'set_field':
      return <FieldInputs {...input} />;
    case 'set_priority':
      return <PriorityInput {...input} />;
    case 'set_inquiry_type':
      return <CategoryInput {...input} of="inquiryTypeId" />;
    case 'set_processing_type':
      return <CategoryInput {...input} of="processingTypeId" />;
    case 'add_tag':
      return (
        <TextInput
          size="sm"
          className={styles.text}
          aria-label={t('triggers.action.tag', { number: input.index + 1 })}
          placeholder={t('triggers.tag.example')}
          autoComplete="off"
          dir="auto"
          maxLength={TAG_LENGTH}
          value={input.part.tag ?? ''}
          error={input.faultAt('/tag')}
          onChange={({ currentTarget }) => {
            input.change({ tag: currentTarget.value });
          }}
        />
      );
    case 'comment':
      return <HtmlInput {...input} label={t('triggers.action.comment', { number: input.index + 1 })} />;
    case 'mail':
      return <MailInputs {...input} />;
    case 'call_url':
      return <UrlInputs {...input} />;
    case 'dooray_notice':
      return <NoticeInputs {...input} />;
    case 'complete':
      return <p className={styles.about}>{t('triggers.complete.about')}</p>;
  }
};

const GroupInput = ({
  part,
  change,
  faultAt,
  label,
  none,
}: Part & {
  readonly label: string;
  /** What is chosen while no group is. */
  readonly none: string;
}): ReactNode => {
  const { t: words } = useTranslation('triggers');
  const { service } = useDesk();
  const { groupId = '' } = part;
  const groups = service.groups.filter((group) => group.active || group.groupId === groupId);
  const isGone = groupId !== '' && !groups.some((group) => group.groupId === groupId);
  return (
    <NativeSelect
      size="sm"
      className={styles.choice}
      aria-label={label}
      data={[
        { value: '', label: none },
        ...groups.map((group) => ({ value: group.groupId, label: group.name })),
        ...(isGone ? [{ value: groupId, label: words('says.former') }] : []),
      ]}
      value={groupId}
      error={faultAt('/groupId')}
      onChange={({ currentTarget }) => {
        change({ groupId: currentTarget.value });
      }}
    />
  );
};

const AgentInput = ({ part, index, change, faultAt }: Part): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const { service } = useDesk();
  const { agentId = '', groupId = '' } = part;
  const agents = service.agents.filter(
    (agent) => agent.agentId === agentId || (agent.active && (groupId === '' || agent.groupIds.includes(groupId))),
  );
  const isGone = agentId !== '' && !agents.some((agent) => agent.agentId === agentId);
  return (
    <NativeSelect
      size="sm"
      className={styles.choice}
      aria-label={t('triggers.action.agent', { number: index + 1 })}
      data={[
        { value: '', label: t('triggers.agent.choose') },
        ...agents.map((agent) => ({ value: agent.agentId, label: agent.name })),
        ...(isGone ? [{ value: agentId, label: words('says.former') }] : []),
      ]}
      value={agentId}
      error={faultAt('/agentId')}
      onChange={({ currentTarget }) => {
        change({ agentId: currentTarget.value });
      }}
    />
  );
};

const AssignInputs = (input: Part): ReactNode => {
  const { t } = useTranslation('admin');
  const { part, index, change, faultAt } = input;
  const { strategy = 'sequential', cap = null } = part;
  const number = index + 1;
  return (
    <div className={styles.block}>
      <Sentence
        words={t('triggers.assign')}
        inputs={{
          group: (
            <GroupInput {...input} label={t('triggers.action.group', { number })} none={t('triggers.group.choose')} />
          ),
          strategy: (
            <NativeSelect
              size="sm"
              className={styles.choice}
              aria-label={t('triggers.action.strategy', { number })}
              data={ASSIGNMENT_STRATEGIES.map((value) => ({ value, label: t(`triggers.strategy.${value}`) }))}
              value={strategy}
              error={faultAt('/strategy')}
              onChange={({ currentTarget: { value } }) => {
                const next = ASSIGNMENT_STRATEGIES.find((each) => each === value);
                if (next !== undefined) change({ strategy: next });
              }}
            />
          ),
          agent: strategy === 'designated' ? <AgentInput {...input} /> : null,
        }}
      />
      <p className={styles.about}>{t(`triggers.strategy.${strategy}.about`)}</p>
      <Sentence
        words={t('triggers.cap')}
        inputs={{
          cap: (
            <NumberInput
              size="sm"
              className={styles.number}
              aria-label={t('triggers.action.cap', { number })}
              placeholder={t('triggers.cap.none')}
              value={cap === null || Number.isNaN(cap) ? '' : cap}
              error={faultAt('/cap')}
              min={1}
              max={CAP_LIMIT}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              hideControls
              onChange={(typed) => {
                change({ cap: typed === '' ? null : Number(typed) });
              }}
            />
          ),
        }}
      />
    </div>
  );
};

/** Fields that a trigger can set: captions have no value, files come from people, and what is encrypted stays so. */
const canBeSet = ({ type, encrypted, deleted }: FieldView): boolean =>
  type !== 'caption' && type !== 'file' && !encrypted && !deleted;

const FieldInputs = ({ part, index, change, faultAt }: Part): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const names = useNames();
  const { serviceId } = useDesk().service;
  const { data: fields = [] } = useServiceFields(serviceId);
  const { code = '', value = null } = part;
  const offered = fields.filter((field) => canBeSet(field) && (field.active || field.code === code));
  const field = offered.find((each) => each.code === code);
  const nameOf = (each: FieldView): string => names(each.names, each.code).split('\n')[0]!;
  return (
    <div className={styles.block}>
      <Sentence
        words={t('triggers.setField')}
        inputs={{
          field: (
            <NativeSelect
              size="sm"
              className={styles.choice}
              aria-label={t('triggers.action.field', { number: index + 1 })}
              data={[
                ...(field === undefined
                  ? [{ value: code, label: code === '' ? t('triggers.field.choose') : words('says.former') }]
                  : []),
                ...offered.map((each) => ({ value: each.code, label: nameOf(each) })),
              ]}
              value={code}
              error={faultAt('/code')}
              onChange={({ currentTarget }) => {
                change({ code: currentTarget.value, value: null });
              }}
            />
          ),
          value:
            field === undefined ? null : (
              <div className={styles.fieldValue}>
                <FieldInput
                  key={code}
                  subject={field}
                  name={t('triggers.action.value', { number: index + 1, name: nameOf(field) })}
                  value={value}
                  error={faultAt('/value')}
                  autoFocus={false}
                  onArrived={() => undefined}
                  onEdit={(next) => {
                    change({ value: next });
                  }}
                />
              </div>
            ),
        }}
      />
      {field !== undefined && <p className={styles.about}>{t('triggers.setField.about')}</p>}
    </div>
  );
};

const PriorityInput = ({ part, index, change }: Part): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  return (
    <NativeSelect
      size="sm"
      className={styles.choice}
      aria-label={t('triggers.action.priority', { number: index + 1 })}
      data={PRIORITIES.map((value) => ({ value, label: common(`priority.${value}`) }))}
      value={part.priority ?? 'high'}
      onChange={({ currentTarget: { value } }) => {
        const priority = PRIORITIES.find((each) => each === value);
        if (priority !== undefined) change({ priority });
      }}
    />
  );
};

const CategoryInput = ({
  part,
  index,
  change,
  faultAt,
  of,
}: Part & { readonly of: 'inquiryTypeId' | 'processingTypeId' }): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <div className={styles.block}>
      <div className={styles.category}>
        <CategorySelect
          of={of}
          size="sm"
          name={t('triggers.action.category', { number: index + 1 })}
          value={part.categoryId ?? null}
          error={faultAt('/categoryId')}
          autoFocus={false}
          onEdit={(next) => {
            change({ categoryId: next as string | null });
          }}
        />
      </div>
      <p className={styles.about}>{t('triggers.category.about')}</p>
    </div>
  );
};

const HtmlInput = ({ part, change, faultAt, label }: Part & { readonly label: string }): ReactNode => {
  const id = useId();
  const fault = faultAt('/html');
  return (
    <div className={styles.block}>
      <TemplateText
        label={label}
        describedBy={fault === undefined ? undefined : id}
        isInvalid={fault !== undefined}
        isByNobody
        html={part.html ?? ''}
        onChange={(html) => {
          change({ html });
        }}
      />
      {fault !== undefined && (
        <p id={id} className={formStyles.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
};

/** A line of text with variables, its label and what is wrong with it. */
const LineInput = ({
  part,
  change,
  faultAt,
  name,
  label,
  shown,
  maxLength,
  rows,
}: Part & {
  readonly name: 'subject' | 'text';
  readonly label: string;
  readonly shown: string;
  readonly maxLength: number;
  readonly rows?: number;
}): ReactNode => {
  const id = useId();
  const fault = faultAt(`/${name}`);
  return (
    <div className={styles.block}>
      <label className={styles.label} htmlFor={id}>
        {shown}
      </label>
      <VariableInput
        id={id}
        label={label}
        describedBy={fault === undefined ? undefined : `${id}-fault`}
        isInvalid={fault !== undefined}
        isByNobody
        value={part[name] ?? ''}
        maxLength={maxLength}
        {...(rows === undefined ? {} : { rows })}
        onChange={(value) => {
          change({ [name]: value });
        }}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} className={formStyles.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
};

const MailInputs = (input: Part): ReactNode => {
  const { t } = useTranslation('admin');
  const { part, index, change, faultAt } = input;
  const { to = 'customer' } = part;
  const number = index + 1;
  return (
    <>
      <Sentence
        words={t('triggers.mail')}
        inputs={{
          to: (
            <NativeSelect
              size="sm"
              className={styles.choice}
              aria-label={t('triggers.action.to', { number })}
              data={MAIL_RECIPIENTS.map((value) => ({ value, label: t(`triggers.to.${value}`) }))}
              value={to}
              error={faultAt('/to')}
              onChange={({ currentTarget: { value } }) => {
                const next = MAIL_RECIPIENTS.find((each) => each === value);
                if (next !== undefined) change({ to: next });
              }}
            />
          ),
          whom:
            to === 'group' ? (
              <GroupInput
                {...input}
                label={t('triggers.action.group', { number })}
                none={t('triggers.group.ofTicket')}
              />
            ) : to === 'address' ? (
              <TextInput
                size="sm"
                className={styles.text}
                type="email"
                aria-label={t('triggers.action.address', { number })}
                placeholder="team@example.com"
                autoComplete="off"
                value={part.address ?? ''}
                error={faultAt('/address')}
                onChange={({ currentTarget }) => {
                  change({ address: currentTarget.value });
                }}
              />
            ) : null,
        }}
      />
      <LineInput
        {...input}
        name="subject"
        label={t('triggers.action.subject', { number })}
        shown={t('triggers.subject')}
        maxLength={ACTION_SUBJECT_LENGTH}
      />
      <HtmlInput {...input} label={t('triggers.action.mail', { number })} />
    </>
  );
};

const stateOf = ({ ref, typed, isGone }: Secret): { readonly typed: string } | 'set' | 'none' =>
  typed !== null ? { typed } : ref !== null && !isGone ? 'set' : 'none';

const UrlInputs = ({ part, index, change, faultAt }: Part): ReactNode => {
  const { t } = useTranslation('admin');
  const { secret = { ref: null, typed: null, isGone: false } } = part;
  const number = index + 1;
  const put = (next: Partial<Secret>): void => {
    change({ secret: { ...secret, typed: null, isGone: false, ...next } });
  };
  return (
    <div className={styles.block}>
      <TextInput
        size="sm"
        type="url"
        aria-label={t('triggers.action.url', { number })}
        autoComplete="off"
        spellCheck={false}
        maxLength={CALL_URL_LENGTH}
        value={part.url ?? ''}
        error={faultAt('/url')}
        onChange={({ currentTarget }) => {
          change({ url: currentTarget.value });
        }}
      />
      <p className={styles.about}>{t('triggers.url.about')}</p>
      <SecretInput
        words={{
          set: t('triggers.secret.set'),
          none: t('triggers.secret.none'),
          fresh: t('triggers.secret.new', { number }),
          willGo: t('triggers.secret.willGo'),
          add: t('triggers.secret.add'),
          replace: t('triggers.secret.replace'),
          remove: t('triggers.secret.remove'),
          keep: t('triggers.secret.keep'),
        }}
        isStored={secret.ref !== null}
        value={stateOf(secret)}
        maxLength={TRIGGER_SECRET_LENGTH}
        describedBy={undefined}
        error={faultAt('/secret') ?? faultAt('/secretRef')}
        onNew={(typed) => {
          put({ typed });
        }}
        onRemove={() => {
          put({ isGone: true });
        }}
        onKeep={() => {
          put({});
        }}
      />
    </div>
  );
};

const NoticeInputs = (input: Part): ReactNode => {
  const { t } = useTranslation('admin');
  const { part, index, change, faultAt } = input;
  const { secret = { ref: null, typed: '', isGone: false } } = part;
  const number = index + 1;
  return (
    <>
      <div className={styles.block}>
        <div className={styles.label}>{t('triggers.hook')}</div>
        <SecretInput
          words={{
            set: t('triggers.hook.set'),
            none: t('triggers.hook.none'),
            fresh: t('triggers.hook.new', { number }),
            willGo: t('triggers.hook.none'),
            add: t('triggers.hook.add'),
            replace: t('triggers.secret.replace'),
            remove: t('triggers.secret.remove'),
            keep: t('triggers.hook.keep'),
          }}
          isRequired
          isStored={secret.ref !== null}
          value={stateOf(secret)}
          maxLength={CALL_URL_LENGTH}
          describedBy={undefined}
          error={faultAt('/hook') ?? faultAt('/secretRef')}
          onNew={(typed) => {
            change({ secret: { ...secret, typed } });
          }}
          onRemove={() => undefined}
          onKeep={() => {
            change({ secret: { ...secret, typed: null } });
          }}
        />
        <p className={styles.about}>{t('triggers.hook.about')}</p>
      </div>
      <LineInput
        {...input}
        name="text"
        label={t('triggers.action.text', { number })}
        shown={t('triggers.text')}
        maxLength={NOTICE_TEXT_LENGTH}
        rows={2}
      />
    </>
  );
};
