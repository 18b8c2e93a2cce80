/**
 * Where a file may be and what it may be called: section "The house" of ARCHITECTURE as a pure function, so that two
 * levels of folders and a file name tell where you are. Each exception is in docs/decisions/0002-kinds-of-file.md.
 */
export interface Misplaced {
  path: string
  rule: 'allowed-kinds' | 'no-sub-folders' | 'house' | 'no-empty-folders' | 'banned-words'
  why: string
}

/** Kinds of file which are not in the house's own list, each with its reason. */
export const EXCEPTIONS: readonly { files: RegExp; reason: string }[] = [
  {
    files: /^apps\/identity\/supplier\.ts$/,
    reason: 'an entry of its own, run by an operator for each system that is to send a feed',
  },
  {
    files: /^apps\/identity\/first-accounts\.ts$/,
    reason: 'an entry of its own, run once by an operator: without it nobody could sign in to let others in',
  },
  {
    files: /^apps\/identity\/bin\/common-passwords\.mjs$/,
    reason: 'makes the filter of passwords that everybody uses anew, when there is another list',
  },
  {
    files: /^apps\/directory\/places\/load-places\.ts$/,
    reason: 'run once by provision.ts: reads the published reference files into the collection of its folder',
  },
  {
    files: /^apps\/directory\/migrations-(told|alike)\.ts$/,
    reason: 'long steps of migrations.ts, which has one after another and must stay readable',
  },
  {
    files: /^apps\/console\/([a-z-]+\/)?[a-z0-9.-]+\.(command|rules|service|spec)\.ts$/,
    reason: 'the console answers a person, not the bus: a *.command.ts is its door, where a service has a controller',
  },
  {
    files: /^apps\/e2e\/[a-z0-9.-]+\.(spec|page|trip)\.ts$/,
    reason: 'trips through the running stack: specs, page objects, and the steps that several trips share',
  },
  {
    files: /^apps\/gateway\/access\/[a-z0-9.-]+\.(guard|strategy|filter|interceptor|pipe|middleware)\.ts$/,
    reason: 'the one place in an app where a request is let in or turned away, so the one with the kinds for it',
  },
  {
    files: /^apps\/web\/(pages\/[a-z-]+|layout)\/[a-z0-9.-]+(\.(controller|form|rules|service|module|spec)\.ts|\.njk)$/,
    reason: 'a page is its controller, form and template together, in a folder of its own below pages',
  },
  {
    files:
      /^apps\/web\/(layout|session)\/[a-z0-9.-]+\.(guard|filter|interceptor|middleware|decorator|rules|service|schema|spec)\.ts$/,
    reason: 'as in the gateway: what every page passes, before its controller and after it',
  },
  {
    files: /^apps\/web\/(assets\/[a-z_-]+\.(scss|js|svg)|bin\/assets\.mjs)$/,
    reason: 'what browsers are sent beside pages, and what puts it together when the app is built',
  },
  {
    files: /^apps\/audit\/public-log\/public-log\.thread\.ts$/,
    reason:
      'runs in a worker thread, which begins with a file: connections from everywhere never slow what is recorded',
  },
  { files: /^apps\/web\/gateway\.client\.ts$/, reason: 'the only way from the pages to the gateway' },
]

const APPS = ['gateway', 'web', 'identity', 'directory', 'shielding', 'ingestion', 'audit', 'console', 'e2e']
const LIBS =
  'contracts client bus mongo runtime service stack feed-formats text matching tamper-log demo synthetic testing'.split(
    ' ',
  )
const ROOT_FOLDERS = ['apps', 'libs', 'bench', 'deploy', 'docs']
const ROOT_FILES =
  /^(README|ARCHITECTURE)\.md$|^(LICENSE|NOTICE|docker-compose\.yml)$|^(package|package-lock|nx|tsconfig)\.json$|\.config\.mjs$/
const FEATURE_FILES = /^[a-z0-9.-]+\.(controller|service|rules|repository|schema|module|spec|bench)\.ts$/
const APP_FILES = /^(main|provision|store|migrations|app\.module|[a-z0-9.-]+\.spec)\.ts$|^package\.json$/
const BANNED_WORDS = /(^|[-.])(manager|helper|util|processor)s?[-.]/

/**
 * @param files paths from the root of the repository, with slashes, of all files that are or will be under git
 * @param folders the same for all folders that git does not ignore
 */
export function misplaced(files: readonly string[], folders: readonly string[] = []): Misplaced[] {
  const filled = new Set(files.flatMap(foldersAbove))
  const empty = folders.filter((folder) => !filled.has(folder))
  return [
    ...files.flatMap((path) => [misnamed(path), misplacedFile(path)].filter((found) => found !== undefined)),
    ...empty.map((path) => problem(path, 'no-empty-folders', 'a folder exists only when something fills it')),
  ]
}

function misplacedFile(path: string): Misplaced | undefined {
  const [top = '', project = '', ...rest] = path.split('/')
  if (top.startsWith('.')) return undefined
  if (!project) {
    if (ROOT_FILES.test(top)) return undefined
    return problem(path, 'house', 'only README, ARCHITECTURE and what tools need is at the root')
  }
  if (!ROOT_FOLDERS.includes(top)) return problem(path, 'house', `the house has ${ROOT_FOLDERS.join(', ')}`)
  if (top === 'apps') return inAnApp(path, project, rest)
  if (top === 'libs') return inALib(path, project, rest)
  if (path.startsWith('docs/decisions/') && !/^\d{4}-[a-z0-9-]+\.md$/.test(rest.join('/')))
    return problem(path, 'house', 'a decision is one numbered page: 0007-its-subject.md')
  return undefined
}

function inAnApp(path: string, app: string, rest: string[]): Misplaced | undefined {
  if (!APPS.includes(app)) return problem(path, 'house', `there is no app ${app} in ARCHITECTURE`)
  if (EXCEPTIONS.some(({ files }) => files.test(path))) return undefined
  const [first = '', ...below] = rest
  if (!below.length) {
    if (APP_FILES.test(first) || first === `${app}.config.ts`) return undefined
    return problem(
      path,
      'allowed-kinds',
      `an app's root holds main, provision, store, app.module, ${app}.config and specs`,
    )
  }
  if (below.length === 1 && FEATURE_FILES.test(below[0] ?? '')) return undefined
  if (below.length === 2 && below[0] === 'reference' && !/\.[cm]?[jt]s$/.test(path)) return undefined
  if (below.length > 1)
    return problem(path, 'no-sub-folders', 'a feature folder has no folders but reference, for data without code')
  return problem(path, 'allowed-kinds', 'a new kind of file needs a page in docs/decisions')
}

function inALib(path: string, lib: string, rest: string[]): Misplaced | undefined {
  if (!LIBS.includes(lib)) return problem(path, 'house', `there is no lib ${lib} in ARCHITECTURE`)
  if (rest.length <= 2) return undefined
  return problem(path, 'no-sub-folders', 'a folder in a lib has no folders in it')
}

function misnamed(path: string): Misplaced | undefined {
  const name = path.split('/').at(-1) ?? ''
  if (!/\.[cm]?[jt]s$/.test(name) || !BANNED_WORDS.test(name)) return undefined
  return problem(path, 'banned-words', 'manager, helper, util and processor say nothing')
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'))
}

function problem(path: string, rule: Misplaced['rule'], why: string): Misplaced {
  return { path, rule, why }
}
