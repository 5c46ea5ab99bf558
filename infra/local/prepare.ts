import { synthesize } from './synthesize.ts';

// The last step of an installation: what the first start would otherwise build. Prints where the cloud assembly lies.
const { folder, consoleBuilt } = await synthesize(process.env['HANDOVER_CONFIG'] ?? '{}');
await consoleBuilt;
process.stdout.write(`${folder}\n`);
