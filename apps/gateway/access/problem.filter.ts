import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { Fault, FAULT_CODES, type FaultCode } from '@contactpoint/contracts'
import { describeError } from '@contactpoint/runtime'
import type { Response } from 'express'
import type { Logger } from '@contactpoint/runtime'

const RETRY_AFTER_SECONDS: Partial<Record<FaultCode, number>> = { unavailable: 2, 'too-many-requests': 10 }

/** The one mapping of faults to HTTP: RFC 9457 problem details for every error, unknown routes included. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>()
    if (response.headersSent) return void response.end()
    const fault = this.toFault(error)
    const status = FAULT_CODES[fault.code]
    const retryAfter = RETRY_AFTER_SECONDS[fault.code]
    if (retryAfter) response.setHeader('Retry-After', String(retryAfter))
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
    response.status(status).type('application/problem+json')
    response.send(
      JSON.stringify({
        type: `urn:contactpoint:fault:${fault.code}`,
        title: fault.code,
        status,
        detail: fault.message,
        ...(fault.places.length > 0 && { places: fault.places }),
      }),
    )
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

/** Errors of the body reader carry a status. */
function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error ? Number(error.status) : undefined
}
