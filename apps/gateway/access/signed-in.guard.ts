import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { AuthGuard } from '@nestjs/passport'
import { unauthenticated } from '@contactpoint/bus'
import { Fault } from '@contactpoint/contracts'
import type { Request } from 'express'
import { tokenIn } from './authorization.rules.ts'
import { JwtStrategy } from './jwt.strategy.ts'

export const OPEN = 'contactpoint:open'

/** A route for everybody: signing in, health, the API's own description. Every other route needs a token. */
export function Open(): MethodDecorator & ClassDecorator {
  return SetMetadata(OPEN, true)
}

/** The lock of every route: a valid access token, unless the route says that it is open. */
@Injectable()
export class SignedInGuard extends AuthGuard('jwt') implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly strategy: JwtStrategy,
  ) {
    super()
  }

  override canActivate(context: ExecutionContext): ReturnType<CanActivate['canActivate']> {
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()])) return true
    const request = context.switchToHttp().getRequest<Request>()
    const token = tokenIn(request)
    const known = token === null ? null : this.strategy.verified.recall(token)
    if (known) {
      request.user = known
      return true
    }
    return super.canActivate(context)
  }

  override handleRequest<T>(error: unknown, user: T): T {
    if (error instanceof Fault) throw error
    if (error || !user) throw unauthenticated()
    return user
  }
}
