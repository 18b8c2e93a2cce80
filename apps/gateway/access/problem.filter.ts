import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { Fault, FAULT_CODES, problemType, type FaultCode, type Problem } from '@contactpoint/contracts'
import { describeError } from '@contactpoint/runtime'
import type { Request, Response } from 'express'
import type { Logger } from '@contactpoint/runtime'
import { CHALLENGE, PROOF_CHALLENGE } from './authorization.rules.ts'
import { ProofRefused } from './proofs.service.ts'
import { methodsAt } from './question.rules.ts'

const RETRY_AFTER_SECONDS: Partial<Record<FaultCode, number>> = {
  unavailable: 2,
  'shut-off': 60,
  'too-many-requests': 10,
  'over-budget': 600,
}

/** The one mapping of faults to HTTP: RFC 9457 problem details for every error, unknown routes included. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>()
    if (response.headersSent) return void response.end()
    const fault = this.toFault(error)
    const elsewhere = fault.code === 'not-found' ? otherMethods(host.switchToHttp().getRequest<Request>()) : []
    if (elsewhere.length > 0) response.setHeader('Allow', elsewhere.join(', '))
    this.answer(response, elsewhere.length > 0 ? new Fault('method-not-allowed', 'Not with this method') : fault)
  }

  private answer(response: Response, fault: Fault): void {
    const status = FAULT_CODES[fault.code]
    const retryAfter = RETRY_AFTER_SECONDS[fault.code]
    if (retryAfter) response.setHeader('Retry-After', String(retryAfter))
    if (status === 401)
      response.setHeader('WWW-Authenticate', fault instanceof ProofRefused ? PROOF_CHALLENGE : CHALLENGE)
    response.status(status).type('application/problem+json')
    const problem: Problem = {
      type: problemType(fault.code),
      title: fault.code,
      status,
      detail: fault.message,
      ...(fault.places.length > 0 && { places: fault.places }),
      ...(fault.current && { current: fault.current }),
      traceId: String(response.getHeader('Trace-Id')),
    }
    response.send(JSON.stringify(problem))
  }

  private toFault(error: unknown): Fault {
    if (error instanceof Fault) return error
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error)
    if (status === 404 || status === 405) return new Fault('not-found', 'There is no such address')
    if (status === 413) return new Fault('too-large', 'The body is too large')
    if (status === 415) return new Fault('unsupported-media-type', 'The body has a content type that is not taken here')
    if (status !== undefined && status < 500) return Fault.invalid('request', 'isHttp')
    this.log.error(describeError(error), 'failed')
    return new Fault('internal', 'The gateway failed; nothing was shown')
  }
}

/** The methods of an address that was asked with none of them. */
function otherMethods({ path, method }: Request): string[] {
  const there = methodsAt(path)
  return there.includes(method) ? [] : there
}

/** Errors of the body reader carry a status. */
function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error ? Number(error.status) : undefined
}
