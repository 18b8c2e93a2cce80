import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Fault, type AnyRoute } from '@contactpoint/contracts'
import type { Request, Response } from 'express'
import type { SignedIn } from './jwt.strategy.ts'
import { ROUTE } from './route.pipe.ts'
import { SharedLimitsService } from './shared-limits.service.ts'

/** Counts by person once signed in, by address before. */
@Injectable()
export class RateGuard implements CanActivate {
  constructor(private readonly limits: SharedLimitsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = Reflect.getMetadata(ROUTE, context.getHandler()) as AnyRoute | undefined
    if (route && !route.limited) return true
    const http = context.switchToHttp()
    const { limit, remaining, resetSeconds, isOver } = await this.limits.count(callerOf(http.getRequest<Request>()))
    http.getResponse<Response>().set({
      'RateLimit-Limit': String(limit),
      'RateLimit-Remaining': String(remaining),
      'RateLimit-Reset': String(resetSeconds),
    })
    if (isOver) throw new Fault('too-many-requests', 'Too many requests; wait ten seconds')
    return true
  }
}

function callerOf(request: Request): string {
  const signedIn = request.user as SignedIn | undefined
  return signedIn?.personId ?? request.ip ?? ''
}
