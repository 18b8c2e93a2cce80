import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { assertInTime, currentCall } from '@contactpoint/bus'
import { tap, type Observable } from 'rxjs'

/**
 * The last look before an answer leaves: one that shielding let through too long ago is thrown away, because a shield may have
 * been acknowledged since (docs/decisions/0003).
 */
@Injectable()
export class LeaveByInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const call = currentCall()
    return next.handle().pipe(tap(() => call && assertInTime(call, 'shielding')))
  }
}
