import { Fault, FAULT_CODES, type FaultCode, type FaultCurrent, type FaultPlace } from '@contactpoint/contracts'
import type { Call } from './call.ts'

/** One question on its way into a message with others. */
export interface Asked {
  /** JSON. */
  text: string
  call: Call
}

/** A fault as it crosses the bus. */
export interface WrittenFault {
  code: string
  message: string
  places: FaultPlace[]
  current?: FaultCurrent | undefined
}

/** One answer in a message with others. */
export type TogetherAnswer = { answer: object } | { fault: WrittenFault }

/** Groups of which each fits into one message, in their order. */
export function inMessages(asked: readonly Asked[], mostBytes: number): Asked[][] {
  const groups: Asked[][] = []
  let left = 0
  for (const one of asked) {
    const bytes = Buffer.byteLength(one.text) + 1
    if (bytes > left) {
      groups.push([])
      left = mostBytes
    }
    groups.at(-1)!.push(one)
    left -= bytes
  }
  return groups
}

export function openAnswer(one: TogetherAnswer): object | Error {
  return 'answer' in one ? one.answer : toFault(one.fault)
}

/** A code of a newer version is an error all the same. */
export function toFault({ code, message, places, current }: WrittenFault): Fault {
  return new Fault(Object.hasOwn(FAULT_CODES, code) ? (code as FaultCode) : 'internal', message, places, { current })
}

export function writtenFault({ code, message, places, current }: Fault): WrittenFault {
  return { code, message, places, ...(current && { current }) }
}
