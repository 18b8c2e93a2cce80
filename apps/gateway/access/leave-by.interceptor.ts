import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { assertInTime, currentCall } from '@contactpoint/bus'
import type { AnyRoute } from '@contactpoint/contracts'
import type { Request } from 'express'
import { concatMap, tap, type Observable } from 'rxjs'
import type { SignedIn } from './jwt.strategy.ts'
import { RevocationsService } from './revocations.service.ts'
import { ROUTE } from './route.pipe.ts'

/**
 * The last look before an answer leaves, and before each part of one that goes on: what shielding let through too long ago is thrown away, because a
 * shield may have been acknowledged since (docs/decisions/0003); so is what is for somebody who was put out since (docs/decisions/0036).
 */
@Injectable()
export class LeaveByInterceptor implements NestInterceptor {
  constructor(private readonly revocations: RevocationsService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const call = currentCall()
    const route = Reflect.getMetadata(ROUTE, context.getHandler()) as AnyRoute | undefined
    const who = context.switchToHttp().getRequest<Request>().user as SignedIn | undefined
    // Whoever signs out, or shuts everything off, is put out by it, and is told that it was done.
    const isLookedAt = who && !route?.whenShutOff
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        if (isLookedAt) await this.revocations.assertHolds(who, route)
        return answer
      }),
      tap(() => call && assertInTime(call, 'shielding')),
    )
  }
}
