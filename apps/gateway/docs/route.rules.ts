import type { FaultCode, MessageClass } from '@contactpoint/contracts'

export const ROUTE = 'contactpoint:route'

/** What the API's description says of a route. The bodies are the contract classes themselves. */
export interface RouteDescription {
  summary: string
  body?: MessageClass<object>
  /** A body that is a file and not JSON. */
  fileBody?: string
  answer?: MessageClass<object>
  status: number
  faults?: FaultCode[]
}

/** Describes a route for `/openapi.json`; a test fails for a route without it. */
export function Describe(description: RouteDescription): MethodDecorator {
  return (_target, _key, descriptor: PropertyDescriptor) => {
    Reflect.defineMetadata(ROUTE, description, descriptor.value as object)
  }
}
