import { synthesize } from './synthesize.ts';

// The last step of an installation: what the first start would otherwise build.
const { consoleBuilt } = await synthesize(process.env['HANDOVER_CONFIG'] ?? '{}');
await consoleBuilt;
