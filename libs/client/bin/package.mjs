// Makes the npm package of the client: what this workspace shares by links, the contracts and the folding of texts, comes
// along in it. Writes contactpoint-client-<version>.tgz to the folder it is called from, or to the one that is named.
//
//   node libs/client/bin/package.mjs [folder]
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..', '..', '..')
const BUNDLED = ['contracts', 'text']
const folderOf = (library) => (library === 'client' ? '' : join('node_modules', '@contactpoint', library))
const manifestOf = (library) => JSON.parse(readFileSync(join(root, 'libs', library, 'package.json'), 'utf8'))

/** What stands in a package of `library` for those outside: built files with their types, and no sources. */
function published(library) {
  const { name, version, description, license, type, engines, dependencies } = manifestOf(library)
  const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } }
  return { name, version, description, license, type, engines, exports, files: ['dist'], dependencies }
}

/** The client needs what the libraries in it need: npm then installs that once, for all of them. */
function manifestOfClient() {
  const all = Object.assign({}, ...['client', ...BUNDLED].map((library) => manifestOf(library).dependencies))
  const bundled = BUNDLED.map((library) => `@contactpoint/${library}`)
  for (const name of bundled) all[name] = manifestOf(name.split('/')[1]).version
  return { ...published('client'), dependencies: all, bundleDependencies: bundled }
}

/** @returns the file that was made */
export function packageClient(into) {
  const stage = mkdtempSync(join(tmpdir(), 'contactpoint-client-'))
  const types = join(stage, 'types')
  try {
    execFileSync(
      'npx',
      ['nx', 'run-many', '-t', 'build', '-p', ...['client', ...BUNDLED].map((l) => `@contactpoint/${l}`)],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    execFileSync(
      'node',
      ['node_modules/typescript/bin/tsc', '-p', 'libs/client/tsconfig.package.json', '--outDir', types],
      {
        cwd: root,
        stdio: 'inherit',
      },
    )
    for (const library of ['client', ...BUNDLED]) {
      const folder = join(stage, 'package', folderOf(library))
      mkdirSync(folder, { recursive: true })
      const isOurs = (from) => !from.endsWith('.map')
      cpSync(join(root, 'libs', library, 'dist'), join(folder, 'dist'), { recursive: true, filter: isOurs })
      cpSync(join(types, library), join(folder, 'dist'), { recursive: true })
      const manifest = library === 'client' ? manifestOfClient() : published(library)
      writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    }
    cpSync(join(root, 'LICENSE'), join(stage, 'package', 'LICENSE'))
    cpSync(join(root, 'libs', 'client', 'README.md'), join(stage, 'package', 'README.md'))
    const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', into], {
      cwd: join(stage, 'package'),
      encoding: 'utf8',
    })
    return join(into, JSON.parse(packed)[0].filename)
  } finally {
    rmSync(stage, { recursive: true })
  }
}

if (process.argv[1] === import.meta.filename) console.log(packageClient(resolve(process.argv[2] ?? '.')))
