import { figuresPeriod } from '../../domain/figures/last-day.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { FiguresReader, FiguresReading } from '../ports/live.ts';
import type { AccessRefusal } from './admit-caller.ts';

export type GetFiguresDeps = {
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly figures: Pick<FiguresReader, 'read'>;
  readonly now: () => Date;
};

/** Figures of the mini dashboard for today, in the service's time zone, and for the last 24 hours. */
export const getFigures =
  (deps: GetFiguresDeps) =>
  async (
    serviceId: string,
    agentId: string,
  ): Promise<Result<FiguresReading & { readonly day: string }, AccessRefusal>> => {
    const service = await deps.directory.findService(serviceId);
    if (service === undefined) return err({ code: 'service_not_found', serviceId });
    const period = figuresPeriod(deps.now(), service.timeZone);
    return ok({ day: period.day, ...(await deps.figures.read(serviceId, agentId, period)) });
  };
