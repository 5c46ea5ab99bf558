const from = (path, pathNot) => ({ path, ...(pathNot ? { pathNot } : {}) });
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'shared/domain imports nothing but itself: no npm package, no node builtin, no other folder',
      from: from('^shared/domain'),
      to: { pathNot: '^shared/domain' },
    },
    {
      name: 'contracts-and-events-are-browser-safe',
      severity: 'error',
      from: from('^(shared/contracts|events)/'),
      to: { pathNot: ['^shared/(contracts|domain)', '^events/', 'node_modules/zod/'] },
    },
    {
      name: 'application-knows-no-aws',
      severity: 'error',
      from: from('^shared/application'),
      to: { pathNot: ['^shared/(application|domain)', '^shared/contracts/live/', '^events/', 'node_modules/zod/'] },
    },
    {
      name: 'adapters-do-not-know-http',
      severity: 'error',
      from: from('^shared/adapters'),
      to: { path: ['^functions', '^infra', '^shared/http', '^shared/contracts/http'] },
    },
    {
      name: 'nobody-imports-functions',
      severity: 'error',
      comment: 'infra names functions by path',
      from: { pathNot: '^(functions|test)/' },
      to: { path: '^functions' },
    },
    {
      name: 'only-runtime-builds-clients',
      severity: 'error',
      from: from('^functions/', '^functions/runtime'),
      to: { path: 'node_modules/@aws-sdk' },
    },
    {
      name: 'aws-sdk-only-in-adapters',
      severity: 'error',
      from: from('^shared/', '^shared/(adapters|observability)'),
      to: { path: 'node_modules/@aws-sdk' },
    },
    {
      name: 'web-sees-contracts-and-domain',
      severity: 'error',
      from: from('^web/'),
      to: { path: '^(infra|functions|events|shared/(application|adapters|http|observability))' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|pretendard|aws-lambda$)' },
    },
    {
      name: 'the-local-host-knows-only-cloudformation',
      severity: 'error',
      comment: 'infra/local hosts any template: what is hosted comes in as a parameter',
      from: from('^infra/local/'),
      to: { path: '^(infra|shared|functions|events|web|test)/', pathNot: '^infra/local/' },
    },
    {
      name: 'the-local-host-has-one-entry',
      severity: 'error',
      comment: 'host-assembly.ts; tests may also start the services alone, and a test of one host or adapter that host',
      from: from('^(infra|shared|functions|events|web)/', '^infra/local/'),
      to: { path: '^infra/local/', pathNot: '^infra/local/host-assembly\\.ts$' },
    },
    {
      name: 'tests-enter-the-local-host-by-its-entry',
      severity: 'error',
      from: from('^test/', ['^test/infra/', '^test/shared/adapters/', '^test/support/local']),
      to: { path: '^infra/local/', pathNot: '^infra/local/host-(assembly|services)\\.ts$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(cdk\\.out|\\.build)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
