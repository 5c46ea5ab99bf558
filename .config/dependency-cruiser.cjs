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
      name: 'console-ui-knows-no-desk',
      severity: 'error',
      comment: 'web/src/ui draws what it is given: of ours it imports the domain alone, no contract and no other layer',
      from: from('^web/src/ui/'),
      to: { path: '^(web|shared)/', pathNot: ['^web/src/ui/', '^shared/domain/'] },
    },
    {
      name: 'console-desk-knows-no-feature',
      severity: 'error',
      from: from('^web/src/desk/'),
      to: { path: '^web/', pathNot: '^web/src/(ui|desk)/' },
    },
    {
      name: 'console-features-stand-alone',
      severity: 'error',
      comment:
        'every other folder of web/src is a feature: it imports ui, desk and itself; the app puts features together',
      from: from('^web/src/([^/]+)/', '^web/src/(ui|desk|app)/'),
      to: { path: '^web/', pathNot: '^web/src/(ui|desk|$1)/' },
    },
    {
      name: 'console-starts-in-app',
      severity: 'error',
      comment: 'main.tsx starts the app with its styles, and nothing else',
      from: from('^web/src/main\\.tsx$'),
      to: { path: '^web/', pathNot: ['^web/src/app/', '^web/src/ui/tokens\\.css$'] },
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
