// How a Jest worker loads modules natively: our sources through swc and anew for each spec file, all others as Node does, once.
import { transformSync } from '@swc/core'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..', '..', '..')
const rootUrl = pathToFileURL(root).href
const compiledFolder = join(root, '.cache', 'specs')
const SOURCE = new RegExp(`^${RegExp.escape(rootUrl)}/(?!node_modules/|.*/node_modules/|.*/dist/).*\\.ts$`)
/** What a spec takes from Jest; it differs with the spec file. */
const GLOBALS = 'contactpoint-spec:globals'
const GIVEN = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it', 'jest', 'test']

/** Where the source map of each module is: Jest puts the lines of stacks right. */
export const sourceMaps = new Map()
const given = new Map()
const resolved = new Map()
const compiled = new Map()
let swcOptions

/** Makes this process load the sources of specs. May be called again. */
export function loadSources(options) {
  if (swcOptions) return
  swcOptions = options
  mkdirSync(compiledFolder, { recursive: true })
  enableCompileCache(join(root, '.cache', 'compiled'))
  registerHooks({ resolve, load })
}

/** @param spec numbers the spec file whose modules these are */
export const importFor = (spec, path) => import(`${pathToFileURL(path).href}?spec=${spec}`)

/** What the modules of a spec file get of `@jest/globals`, until `forget`. */
export function give(spec, globals) {
  given.set(String(spec), globals)
}

export function forget(spec) {
  given.delete(String(spec))
  for (const url of sourceMaps.keys()) if (url.endsWith(`?spec=${spec}`)) sourceMaps.delete(url)
}

globalThis[Symbol.for(GLOBALS)] = (spec) => given.get(spec)

function resolve(specifier, context, nextResolve) {
  const [parent, spec] = context.parentURL?.split('?spec=') ?? []
  if (spec === undefined) return withSpec(specifier, context, nextResolve)
  if (specifier === '@jest/globals') return { url: `${GLOBALS}?spec=${spec}`, format: 'module', shortCircuit: true }
  const key = `${specifier}\n${parent}`
  const conditions = ['@contactpoint/source', ...context.conditions]
  const found = resolved.get(key) ?? nextResolve(specifier, { ...context, parentURL: parent, conditions })
  resolved.set(key, found)
  if (!SOURCE.test(found.url)) return { ...found, shortCircuit: true }
  return { ...found, url: `${found.url}?spec=${spec}`, format: 'module', shortCircuit: true }
}

/** The first module of a spec file comes with its number. */
function withSpec(specifier, context, nextResolve) {
  if (!specifier.includes('?spec=')) return nextResolve(specifier, context)
  return { url: specifier, format: 'module', shortCircuit: true }
}

function load(url, context, nextLoad) {
  const [address, spec] = url.split('?spec=')
  if (spec === undefined) return nextLoad(url, context)
  if (address === GLOBALS) {
    const taken = `globalThis[Symbol.for('${GLOBALS}')]('${spec}')`
    return { source: `export const { ${GIVEN.join(', ')} } = ${taken}`, format: 'module', shortCircuit: true }
  }
  const { source, map } = compiled.get(address) ?? compile(address)
  compiled.set(address, { source, map })
  sourceMaps.set(url, map)
  return { source, format: 'module', shortCircuit: true }
}

/** Kept by content, as files that other workers may be writing at the same time. */
function compile(address) {
  const filename = fileURLToPath(address)
  const text = readFileSync(filename, 'utf8')
  const name = createHash('sha256')
    .update(JSON.stringify([swcOptions, address, text]))
    .digest('hex')
  const kept = join(compiledFolder, `${name}.js`)
  const map = `${kept}.map`
  try {
    return { source: readFileSync(kept, 'utf8'), map }
  } catch {
    const compiled = transformSync(text, { ...swcOptions, swcrc: false, filename, sourceFileName: filename })
    // A module knows itself by its file, whichever spec it was loaded for.
    const source = compiled.code.replaceAll('import.meta.url', JSON.stringify(address))
    write(map, compiled.map)
    write(kept, source)
    return { source, map }
  }
}

function write(file, text) {
  writeFileSync(`${file}.${process.pid}`, text)
  renameSync(`${file}.${process.pid}`, file)
}
