import { checkSource } from '../../domain/customer-information/check-source.ts';
import type { InformationSource, SourceRefusal } from '../../domain/customer-information/information-source.ts';
import { err, type Result } from '../../domain/kernel/result.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';

export type AdmitSourceDeps = {
  readonly definitions: Pick<FieldRepository, 'list'>;
  /**
   * Is the address's host written as an IP address that is not of the open internet? A name is only known when it is
   * asked.
   */
  readonly namesPrivateAddress: (url: string) => boolean;
};

/** May a source be set up like this? `changed`: the members that are new. */
export const admitSource =
  ({ definitions, namesPrivateAddress }: AdmitSourceDeps) =>
  async (
    source: InformationSource,
    changed: Readonly<Partial<InformationSource>> = source,
  ): Promise<Result<InformationSource, SourceRefusal>> => {
    if (namesPrivateAddress(source.baseUrl))
      return err({
        code: 'source_not_valid',
        errors: [{ pointer: '#/baseUrl', detail: 'The address is not of the open internet' }],
      });
    const asksFields = changed.request?.some(({ from }) => from.kind === 'field') ?? false;
    return checkSource(source, asksFields ? await definitions.list(source.serviceId) : undefined);
  };
