import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { assertProvedLately } from '@contactpoint/bus'
import { Fault, type AnyRoute } from '@contactpoint/contracts'
import type { Request } from 'express'
import type { SignedIn } from './jwt.strategy.ts'
import { RevocationsService } from './revocations.service.ts'
import { ROUTE } from './route.pipe.ts'

/** Turns away whose role may not ask, who has not proved lately who they are where that is wanted, whose token was revoked, and what is shut off, before anything of what they ask is looked at. The service's own door does so again. */
@Injectable()
export class RoleGuard implements CanActivate {
  constructor(private readonly revocations: RevocationsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = Reflect.getMetadata(ROUTE, context.getHandler()) as AnyRoute | undefined
    if (route?.open) return true
    const who = context.switchToHttp().getRequest<Request>().user as SignedIn
    if (route?.asks && !(route.asks.roles as readonly string[]).includes(who.role))
      throw new Fault('forbidden', 'Your role does not allow this')
    if (route?.asks) assertProvedLately(route.asks, who)
    await this.revocations.assertHolds(who, route)
    return true
  }
}
