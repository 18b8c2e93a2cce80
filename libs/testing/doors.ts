import { ALLOWED, ALLOW_ANY_ROLE, CONTRACT, type NatsConnection } from '@contactpoint/bus'
import { allRequests, ROLES, type RequestContract, type Role, type Service } from '@contactpoint/contracts'
import { RequestMethod } from '@nestjs/common'

type Constructor = new (...args: never[]) => object

/** Stands where a connection is asked for and none is made: questions fail, and news reach only whoever told them. */
export function notConnected(): NatsConnection {
  type Listener = (error: null, message: { json(): unknown }) => void
  const listeners = new Map<string, Listener[]>()
  return {
    async *status() {},
    subscribe: (subject: string, { callback }: { callback: Listener }) =>
      listeners.set(subject, [...(listeners.get(subject) ?? []), callback]),
    publish: (subject: string, text: string) =>
      listeners.get(subject)?.forEach((listener) => listener(null, { json: () => JSON.parse(text) })),
  } as unknown as NatsConnection
}

/** The parts of a Nest module that lead to its controllers. */
interface ModuleParts {
  module?: Constructor
  imports?: unknown[]
  controllers?: Constructor[]
}

/** A method of a controller. */
export interface Handler {
  /** For people: `SessionsController.open`. */
  name: string
  controller: Constructor
  method: object
  /** Classes of its parameters, as the compiler wrote them down. */
  parameters: unknown[]
}

/** Method and address of an HTTP handler, as the decorators say it. */
export function routeOf({ controller, method }: Pick<Handler, 'controller' | 'method'>): string {
  const verb = RequestMethod[Reflect.getMetadata('method', method) as RequestMethod]
  const path = `/${Reflect.getMetadata('path', controller)}/${Reflect.getMetadata('path', method)}`
  return `${verb} ${path.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1')}`
}

/** Every controller that a module brings with it, its own imports included. Nothing is made and nothing connects. */
export function controllersOf(module: unknown, seen = new Set<unknown>()): Constructor[] {
  if (module === null || module === undefined || seen.has(module)) return []
  seen.add(module)
  const dynamic = typeof module === 'object' ? (module as ModuleParts) : {}
  const target = dynamic.module ?? module
  const declared = <T>(key: string): T[] => (Reflect.getMetadata(key, target as object) as T[] | undefined) ?? []
  const imports = [...declared<unknown>('imports'), ...(dynamic.imports ?? [])]
  const own = [...declared<Constructor>('controllers'), ...(dynamic.controllers ?? [])]
  return [...new Set([...own, ...imports.flatMap((imported) => controllersOf(imported, seen))])]
}

/** Every method of every controller: in this house a controller has no others than those that answer. */
export function handlersOf(module: unknown): Handler[] {
  return controllersOf(module).flatMap((controller) => {
    const prototype = controller.prototype as Record<string, object>
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')
    return names.map((name) => ({
      name: `${controller.name}.${name}`,
      controller,
      method: prototype[name]!,
      parameters: (Reflect.getMetadata('design:paramtypes', prototype, name) as unknown[] | undefined) ?? [],
    }))
  })
}

interface Door extends Handler {
  contract: RequestContract<object, object> | undefined
  lock: Role[] | undefined
}

/**
 * The doors of a service, found by walking its controllers.
 *
 * @returns `locks`: who passes at each subject; `faults`: what is wrong with the doors, none when all is well
 */
export function doorsOf(owner: Service, module: unknown): { locks: Record<string, string>; faults: string[] } {
  const doors = handlersOf(module).map((handler) => ({
    ...handler,
    contract: Reflect.getMetadata(CONTRACT, handler.method) as Door['contract'],
    lock: Reflect.getMetadata(ALLOWED, handler.method) as Door['lock'],
  }))
  const locks = Object.fromEntries(
    doors.flatMap((door) => (door.contract ? [[door.contract.subject, lockOf(door)]] : [])),
  )
  const faults = doors.map((door) => faultOf(door, owner)).filter((fault) => fault !== null)
  return { locks, faults: [...faults, ...miscounted(doors, owner)] }
}

function faultOf({ name, contract, lock, parameters }: Door, owner: Service): string | null {
  if (!contract) return `${name} answers no declared question`
  if (contract.owner !== owner) return `${name} answers ${contract.subject}, which is not its own`
  if (contract.for === 'service' && lock) return `${name} has a lock for people, but no token reaches it`
  if (contract.for === 'person' && !lock) return `${name} has no lock`
  if (lock && lock !== ALLOW_ANY_ROLE && lock.length === 0) return `${name} has a lock without a role`
  if (lock && !isSame(lock === ALLOW_ANY_ROLE ? ROLES : lock, contract.roles))
    return `${name} opens to others than its contract says`
  const shape = contract.shape === 'raw' ? Object : contract.question
  return parameters[0] === shape ? null : `${name} takes another shape than its contract says, so nothing checks it`
}

function isSame(lock: readonly Role[], roles: readonly Role[]): boolean {
  return [...lock].sort().join() === [...roles].sort().join()
}

function miscounted(doors: Door[], owner: Service): string[] {
  return allRequests().flatMap(({ subject, owner: answerer }) => {
    const times = doors.filter(({ contract }) => contract?.subject === subject).length
    return answerer === owner && times !== 1 ? [`${subject} is answered ${times} times`] : []
  })
}

function lockOf({ contract, lock }: Door): string {
  if (contract!.for === 'service') return `services: ${[...contract!.askedBy].sort().join(', ')}`
  return lock === ALLOW_ANY_ROLE ? 'everyone signed in' : [...(lock ?? ['nobody'])].sort().join(', ')
}
