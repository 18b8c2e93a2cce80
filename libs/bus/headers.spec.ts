import { Fault, FAULT_CODES, type FaultCode } from '@contactpoint/contracts'
import { headers } from '@nats-io/transport-node'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { currentCall, DEFAULT_BUDGET_MS, newTrace, ownCall, proveKey, withCall, type Call } from './call.ts'
import { fromHeaders, toHeaders, traceIn } from './headers.ts'
import { inMessages, toFault, writtenFault, type Asked } from './many-in-one.ts'

const left = ({ deadline }: Call) => deadline - performance.now()

describe('a call that goes on to the next service', () => {
  it('has the token, the address and the trace that it had', () => {
    const call: Call = { ...ownCall(), token: 'a.b.c', address: '127.0.0.1' }
    const { token, address, trace } = fromHeaders(toHeaders(call, 1_000))
    expect({ token, address, trace }).toEqual({ token: 'a.b.c', address: '127.0.0.1', trace: call.trace })
  })

  it('has the key that was proved, if one was', () => {
    const call = withCall(ownCall(), () => {
      proveKey('k'.repeat(43))
      return currentCall()!
    })
    expect(fromHeaders(toHeaders(call, 1_000)).provedKey).toBe('k'.repeat(43))
    expect(fromHeaders(toHeaders(ownCall(), 1_000))).not.toHaveProperty('provedKey')
  })

  it('never has more time than it had, however many hops it goes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 1, max: 5 }), (budget, hops) => {
        let call = ownCall(budget)
        for (let hop = 0; hop < hops; hop++) {
          const before = left(call)
          call = fromHeaders(toHeaders(call, before))
          expect(left(call)).toBeLessThanOrEqual(Math.max(0, before))
        }
      }),
    )
  })

  it.each(['', 'soon', 'NaN', '1e999'])('has the usual time when the header makes no sense: "%s"', (text) => {
    const written = headers()
    written.set('Cp-Remaining-Ms', text)
    expect(left(fromHeaders(written))).toBeGreaterThan(DEFAULT_BUDGET_MS - 1_000)
    expect(left(fromHeaders(written))).toBeLessThanOrEqual(DEFAULT_BUDGET_MS)
  })

  it('has a trace that may stand in a log, or a new one', () => {
    const trace = newTrace()
    expect(traceIn(trace)).toBe(trace)
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^[0-9a-f]{32}$/.test(text))
        expect(traceIn(text)).toMatch(/^[0-9a-f]{32}$/)
      }),
    )
  })
})

describe('a fault that crosses the bus', () => {
  it('arrives as it was thrown, whichever it is', () => {
    const place = fc.record({ field: fc.string(), rule: fc.string() })
    const codes = fc.constantFrom(...(Object.keys(FAULT_CODES) as FaultCode[]))
    fc.assert(
      fc.property(codes, fc.string(), fc.array(place), (code, text, places) => {
        const wire = JSON.stringify(writtenFault(new Fault(code, text, places)))
        expect(toFault(JSON.parse(wire))).toMatchObject({ code, message: text, places })
      }),
    )
  })

  it.each(['of-a-newer-version', 'constructor', 'toString', '__proto__'])(
    'is an error of ours when this version does not know it: %s',
    (code) => expect(toFault({ code, message: 'x', places: [] }).code).toBe('internal'),
  )
})

describe('questions on their way into messages', () => {
  const question = fc.string({ maxLength: 40, unit: 'grapheme' }).map((text): Asked => ({ text, call: ownCall() }))

  it('are all there, in their order, as many to a message as it carries and none of two too few', () => {
    const bytes = (group: Asked[]) => group.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0)
    fc.assert(
      fc.property(fc.array(question, { maxLength: 40 }), fc.integer({ min: 1, max: 400 }), (asked, most) => {
        const groups = inMessages(asked, most)
        expect(groups.flat()).toEqual(asked)
        for (const [n, group] of groups.entries()) {
          expect(group.length === 1 || bytes(group) <= most).toBe(true)
          if (n > 0) expect(bytes([...groups[n - 1]!, group[0]!])).toBeGreaterThan(most)
        }
      }),
    )
  })
})
