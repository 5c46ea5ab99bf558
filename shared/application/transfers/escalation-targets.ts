import { isOpenTo } from '../../domain/desk/check-field-values.ts';
import { inOrder, type Field } from '../../domain/desk/field.ts';
import type { Category } from '../../domain/desk/category.ts';
import type { Service } from '../../domain/desk/service.ts';
import { forEachAtMost } from '../live/at-most.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { DeskDirectory } from '../ports/desk.ts';

/** A service that takes escalations of another one. */
const takes = (service: Service | undefined, fromServiceId: string): service is Service =>
  service !== undefined && service.kind === 'issue' && service.serviceId !== fromServiceId;

/** The issue service to which a service escalates; undefined: there is none, or it is no issue service. */
export const findTarget = async (
  directory: Pick<DeskDirectory, 'findService'>,
  fromServiceId: string,
  targetServiceId: string,
): Promise<Service | undefined> => {
  const service = await directory.findService(targetServiceId);
  return takes(service, fromServiceId) ? service : undefined;
};

/** How fields are filled for another service: as a form of it. */
export const OTHER_SERVICE = { by: 'colleague' } as const;

/**
 * Fields of another service that an escalation can fill: those of its form, but for encrypted ones, whose values never
 * leave a service, and files.
 */
export const fillableFields = (definitions: readonly Field[]): readonly Field[] =>
  definitions.filter(
    (field) => field.active && isOpenTo(field, OTHER_SERVICE) && !field.encrypted && field.type !== 'file',
  );

/** What an agent needs to know of an issue service to fill its form. */
export type EscalationTarget = {
  readonly service: Service;
  /** Its active inquiry types. */
  readonly inquiryTypes: readonly Category[];
  /** In the order of its forms. */
  readonly fields: readonly Field[];
};

const AT_ONCE = 4;

/** The issue services to which a service escalates, by name, with their forms. */
export const listEscalationTargets =
  ({
    directory,
    definitions,
  }: {
    readonly directory: Pick<DeskDirectory, 'listServices' | 'listCategories'>;
    readonly definitions: Pick<FieldRepository, 'list'>;
  }) =>
  async (serviceId: string): Promise<readonly EscalationTarget[]> => {
    const services = (await directory.listServices()).filter((service) => takes(service, serviceId));
    const targets: EscalationTarget[] = [];
    await forEachAtMost(AT_ONCE, services, async (service) => {
      const [categories, fields] = await Promise.all([
        directory.listCategories(service.serviceId),
        definitions.list(service.serviceId),
      ]);
      targets.push({
        service,
        inquiryTypes: categories.filter(({ kind, active }) => kind === 'inquiry_type' && active),
        fields: inOrder(fillableFields(fields)),
      });
    });
    return targets.toSorted((a, b) => a.service.name.localeCompare(b.service.name));
  };
