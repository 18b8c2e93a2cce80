// Who may import what: the table of ARCHITECTURE, as a lint. Each name says what is forbidden; each comment says why.
// "never-reaches" looks through other files of ours too; "imports-only" and the rest look at the import itself.

const SPECS = '\\.spec\\.ts$'
const TOOLS = '^libs/(testing/(container[a-z-]+|worlds/[a-z-]+|bin/spec-[a-z]+)\\.m?[jt]s|runtime/bin/)|^apps/web/bin/'
const BENCHES = '\\.bench\\.ts$'
const [NEST, NATS] = ['node_modules/@nestjs/', 'node_modules/(@nats-io|nats)/']
const MONGO = 'node_modules/(mongoose|mongodb|@nestjs/mongoose)/'
const FRAMEWORKS = [NEST, NATS, MONGO, 'node_modules/(rxjs|express)/']
const PURE_LIBS = ['feed-formats', 'matching', 'tamper-log', 'text']
const LOCKS = '^apps/(gateway/access|web/session)/.*\\.(guard|filter|interceptor|pipe|middleware|decorator)\\.ts$'
const SERVICES = '^apps/(identity|directory|shielding|ingestion|audit)/'

const libs = (...names) => `^libs/(${names.join('|')})/`

/** The project imports, of our libs, the named ones and no other. Specs may also use what only specs may. */
function importsOnly(project, from, names, why) {
  return {
    name: `${project}-imports-only-what-it-may`,
    comment: `${why} Of our libs it may import ${names.join(', ') || 'none'}: see the table in ARCHITECTURE.`,
    severity: 'error',
    from: { path: from, pathNot: [SPECS, BENCHES] },
    to: { path: '^libs/', pathNot: [from, ...(names.length ? [libs(...names)] : [])] },
  }
}

/** However long the chain of imports, the project does not get there. */
function neverReaches(project, from, what, path, why) {
  return {
    name: `${project}-never-reaches-${what}`,
    comment: why,
    severity: 'error',
    from: { path: from, pathNot: [SPECS, BENCHES] },
    to: { path, reachable: true },
  }
}

const apps = [
  {
    name: 'an-app-never-imports-another-app',
    comment: 'Apps talk over the bus or the REST API. Share code through libs, and messages through libs/contracts.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'a-lib-never-imports-an-app',
    comment: 'Libs are below apps. libs/stack starts apps as processes, libs/testing and libs/synthetic know none.',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  importsOnly(
    'web',
    '^apps/web/',
    ['contracts', 'client', 'runtime', 'tamper-log'],
    'The pages are a client of the gateway like any other; a proof is checked in the page, which asks nobody (decision 32).',
  ),
  neverReaches(
    'web',
    '^apps/web/',
    'the-bus-or-a-database',
    [libs('bus', 'mongo'), NATS, MONGO],
    'A page shows what the gateway answered; it has no other door.',
  ),
  importsOnly(
    'gateway',
    '^apps/gateway/',
    ['contracts', 'bus', 'runtime'],
    'The gateway owns no data, decides nothing.',
  ),
  neverReaches(
    'gateway',
    '^apps/gateway/',
    'a-database-or-matching',
    [libs('mongo', 'matching'), MONGO],
    'The gateway owns no data and decides nothing: it asks the bus.',
  ),
  importsOnly(
    'a-service',
    SERVICES,
    ['contracts', 'bus', 'mongo', 'runtime', 'service', ...PURE_LIBS],
    'A service runs anywhere: it knows nothing of the stack, of made-up people or of tests.',
  ),
  importsOnly(
    'console',
    '^apps/console/',
    ['contracts', 'client', 'bus', 'runtime', 'stack', 'demo', 'synthetic', ...PURE_LIBS],
    'The console asks the services; it does not open their databases.',
  ),
]

const ownLibs = [
  importsOnly('bus', libs('bus'), ['contracts'], 'The bus knows messages and nothing of storage or start-up.'),
  neverReaches('bus', libs('bus'), 'a-database', [libs('mongo'), MONGO], 'Storage is the concern of libs/mongo.'),
  importsOnly(
    'client',
    libs('client'),
    ['contracts'],
    'The client runs at suppliers: it knows what is said and nothing of us.',
  ),
  importsOnly('mongo', libs('mongo'), ['contracts'], 'Storage knows nothing of the bus or of start-up.'),
  neverReaches('mongo', libs('mongo'), 'the-bus', [libs('bus'), NATS], 'Messages are the concern of libs/bus.'),
  importsOnly('runtime', libs('runtime'), ['contracts'], 'How an app starts is the same with or without a bus.'),
  neverReaches(
    'runtime',
    libs('runtime'),
    'the-bus-or-a-database',
    [libs('bus', 'mongo'), NATS, MONGO],
    'web uses libs/runtime and must reach neither.',
  ),
  importsOnly(
    'service',
    libs('service'),
    ['contracts', 'bus', 'mongo', 'runtime'],
    'What every service has, put together once.',
  ),
  importsOnly('stack', libs('stack'), ['contracts', 'runtime'], 'The stack starts apps and hands them their settings.'),
  importsOnly('demo', libs('demo'), ['contracts', 'client', 'stack'], 'Demo accounts are let in as any are.'),
  importsOnly('synthetic', libs('synthetic'), ['matching'], 'A made-up England shares only the reference tables.'),
  importsOnly(
    'contracts',
    libs('contracts'),
    ['text'],
    'Every project imports the contracts, so they import none but the one that says what a name, phone and date is.',
  ),
  {
    name: 'contracts-import-only-class-validator-and-class-transformer',
    comment: 'A message is a shape. No behaviour, no framework, no Node: web pages and the console read them too.',
    severity: 'error',
    from: { path: libs('contracts'), pathNot: SPECS },
    to: { path: 'node_modules/', pathNot: 'node_modules/(class-validator|class-transformer|reflect-metadata)/' },
  },
  ...PURE_LIBS.flatMap((lib) => [
    // What a name is, is said once: the one thing of ours that a pure lib may import.
    importsOnly(lib, libs(lib), lib === 'matching' ? ['text'] : [], `libs/${lib} is pure: it stands alone.`),
    neverReaches(lib, libs(lib), 'a-framework', FRAMEWORKS, `libs/${lib} is pure: no framework, no bus, no database.`),
  ]),
  neverReaches('contracts', libs('contracts'), 'a-framework', FRAMEWORKS, 'A message is a shape and nothing else.'),
  {
    name: 'only-specs-import-the-testing-lib',
    comment: 'What stands in for the real thing in tests must not be in a running service.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: [SPECS, BENCHES, '^apps/e2e/', libs('testing')] },
    to: { path: libs('testing') },
  },
]

const insideAnApp = [
  {
    name: 'rules-are-pure',
    comment:
      'A *.rules.ts file decides; it reads and writes nothing. Pass in what it needs, and the clock too. ' +
      'A type (import type) leaves nothing behind when the program runs, so it may be imported.',
    severity: 'error',
    from: { path: '\\.rules\\.ts$' },
    to: {
      path: [...FRAMEWORKS, libs('bus', 'mongo'), '\\.(service|repository|controller|module|schema|guard)\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'a-feature-reaches-a-sibling-only-through-its-service',
    comment:
      'Each collection is read and written by one folder. From a sibling take its *.service.ts, its *.module.ts ' +
      '(to wire it), its *.rules.ts, or a type of its *.schema.ts; never its repository or its controller. ' +
      'The locks of gateway/access and web/session are for every door there.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/([^/]+)/', pathNot: SPECS },
    to: {
      path: '^apps/$1/[^/]+/',
      pathNot: ['node_modules/', '^apps/$1/$2/', '\\.(service|module|rules|schema)\\.ts$', LOCKS],
    },
  },
  {
    name: 'a-feature-takes-only-types-from-a-sibling-schema',
    comment: 'With the schema itself a folder could read the collection of another. Use import type.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/([^/]+)/', pathNot: SPECS },
    to: { path: '^apps/$1/[^/]+/.*\\.schema\\.ts$', pathNot: '^apps/$1/$2/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'only-release-and-errands-append-entries',
    comment:
      'Whatever leaves is recorded on the one path that releases it; what else a protection leaves goes by the outbox.',
    severity: 'error',
    from: { path: '^apps/shielding/', pathNot: [SPECS, '^apps/shielding/(release|errands)/'] },
    to: { path: '^apps/shielding/release/entries\\.service\\.ts$' },
  },
  {
    name: 'a-controller-hands-over-to-its-service',
    comment: 'A controller is a door: it names the message and the lock and hands over to a service.',
    severity: 'error',
    from: { path: '\\.controller\\.ts$' },
    to: { path: ['\\.repository\\.ts$', MONGO] },
  },
  {
    name: 'only-repositories-and-schemas-use-mongoose',
    comment: 'A repository hands out plain domain objects; nothing outside it sees mongoose, but for types.',
    severity: 'error',
    from: {
      path: '^apps/[^/]+/[^/]+/',
      pathNot: [SPECS, BENCHES, '\\.(repository|schema)\\.ts$', '/load-places\\.ts$'],
    },
    to: { path: 'node_modules/(mongoose|mongodb)/', dependencyTypesNot: ['type-only'] },
  },
]

const everywhere = [
  {
    name: 'no-circular',
    comment: 'Two files that need each other, if only for a type, are one file or lack a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'every-import-resolves',
    comment: 'A rule about an import which leads nowhere would say nothing.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'every-package-is-declared',
    comment: 'Name it in the package.json of who imports it: npm puts all in one folder. Tests and builds are free.',
    severity: 'error',
    from: { pathNot: [SPECS, '^apps/e2e/', TOOLS] },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
]

module.exports = {
  forbidden: [...apps, ...ownLibs, ...insideAnApp, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@contactpoint/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
