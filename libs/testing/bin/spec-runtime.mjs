// Runs a spec file with Node's own modules. Jest's runtime links each package anew for each spec file, in a realm of its own: two
// seconds of CPU for what Nest, mongoose and nats are.
import { createRequire } from 'node:module'
import { forget, give, importFor, loadSources, sourceMaps } from './spec-modules.mjs'

const require = createRequire(import.meta.url)
/** Jest keeps what listens to its tests here. */
const LISTENERS = Symbol.for('EVENT_HANDLERS')
let specs = 0

class SpecRuntime {
  #spec = specs++
  #environment

  constructor(config, environment) {
    this.#environment = environment
    const [[, , options]] = config.transform
    loadSources(options)
  }

  unstable_shouldLoadAsEsm() {
    return true
  }

  unstable_importModule(path) {
    return importFor(this.#spec, path)
  }

  requireModule(path) {
    return require(path)
  }

  /** Jest's own test runner, anew: it keeps the tests of one file. */
  requireInternalModule(path) {
    delete globalThis[LISTENERS]
    delete require.cache[path]
    return require(path)
  }

  setGlobalsForRuntime(globals) {
    give(this.#spec, { ...globals, jest: this.#jest() })
  }

  #jest() {
    const { moduleMocker: mocks, fakeTimersModern: timers } = this.#environment
    const jest = {
      fn: mocks.fn.bind(mocks),
      spyOn: mocks.spyOn.bind(mocks),
      restoreAllMocks: () => mocks.restoreAllMocks(),
      useFakeTimers: (options) => (timers.useFakeTimers(options), jest),
      useRealTimers: () => (timers.useRealTimers(), jest),
      setSystemTime: (time) => (timers.setSystemTime(time), jest),
    }
    return jest
  }

  enterTestCode() {}

  leaveTestCode() {}

  getSourceMaps() {
    return sourceMaps
  }

  getAllCoverageInfoCopy() {
    return undefined
  }

  teardown() {
    forget(this.#spec)
  }
}

export { SpecRuntime as default, SpecRuntime as 'module.exports' }
