// Jest's environment of a spec file is the process itself, as the service has it; what a spec changes there is put back.
import { ModernFakeTimers } from '@jest/fake-timers'
import { ModuleMocker } from 'jest-mock'
import { createContext } from 'node:vm'

export default class SpecEnvironment {
  global = globalThis
  moduleMocker = new ModuleMocker(globalThis)
  fakeTimers = null
  #before = { env: { ...process.env }, exit: process.exit, console: globalThis.console, cwd: process.cwd() }
  #globals
  #context

  constructor({ projectConfig }) {
    this.#globals = projectConfig.globals
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis })
  }

  setup() {
    Object.assign(globalThis, this.#globals)
  }

  teardown() {
    this.fakeTimersModern.dispose()
    this.moduleMocker.restoreAllMocks()
    const { env, exit, console, cwd } = this.#before
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
    for (const [name, value] of Object.entries(env)) if (process.env[name] !== value) process.env[name] = value
    Object.assign(process, { exit })
    globalThis.console = console
    process.chdir(cwd)
    for (const name of Object.keys(this.#globals)) delete globalThis[name]
  }

  exportConditions() {
    return []
  }

  /** Nothing runs in it; Jest asks for one. */
  getVmContext() {
    return (this.#context ??= createContext())
  }
}
