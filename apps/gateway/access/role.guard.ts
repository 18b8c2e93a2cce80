import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Fault, type AnyRoute } from '@contactpoint/contracts'
import type { Request } from 'express'
import type { SignedIn } from './jwt.strategy.ts'
import { ROUTE } from './route.pipe.ts'

/** Turns away whose role may not ask, before anything of what they ask is looked at. The service's own door does so again. */
@Injectable()
export class RoleGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const route = Reflect.getMetadata(ROUTE, context.getHandler()) as AnyRoute | undefined
    if (route?.open) return true
    const { role } = context.switchToHttp().getRequest<Request>().user as SignedIn
    if (route?.asks && !(route.asks.roles as readonly string[]).includes(role))
      throw new Fault('forbidden', 'Your role does not allow this')
    return true
  }
}
