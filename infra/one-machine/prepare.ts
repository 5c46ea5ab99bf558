import { settingsWithSimulators } from '../demo/simulators.ts';
import { parseOptions, portsFrom } from './options.ts';
import { synthesize } from './synthesize.ts';

// The last step of an installation: what the first start would otherwise build, with --demo that of a start with demo
// data. Prints where the cloud assembly lies.
const config = process.env['HANDOVER_CONFIG'] ?? '{}';
const { folder, consoleBuilt } = await synthesize(
  process.argv.includes('--demo') ? settingsWithSimulators(config, portsFrom(parseOptions([]).port)) : config,
);
await consoleBuilt;
process.stdout.write(`${folder}\n`);
