import { container } from '../runtime/ticket-commands.ts';
import { createHandler } from './ticket-commands.ts';
export const handler = createHandler(container());
