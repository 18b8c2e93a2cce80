import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { proveKey } from '@contactpoint/bus'
import type { AnyRoute } from '@contactpoint/contracts'
import type { Request } from 'express'
import { ProofsService } from './proofs.service.ts'
import { ROUTE } from './route.pipe.ts'

/** What begins or renews a session may come with a proof of a key: identity is told which it was. After limits, as anybody may send one. */
@Injectable()
export class OfferedKeyGuard implements CanActivate {
  constructor(private readonly proofs: ProofsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>()
    const route = Reflect.getMetadata(ROUTE, context.getHandler()) as AnyRoute | undefined
    if (route?.takesProof && 'dpop' in request.headers) proveKey(await this.proofs.keyProvedBy(request, null, null))
    return true
  }
}
