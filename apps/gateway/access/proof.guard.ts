import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { proveKey } from '@contactpoint/bus'
import type { AnyRoute } from '@contactpoint/contracts'
import type { Request } from 'express'
import { presentedIn, ProofRefused } from './authorization.rules.ts'
import type { SignedIn } from './jwt.strategy.ts'
import { ProofsService } from './proofs.service.ts'
import { ROUTE } from './route.pipe.ts'

/**
 * A token that is bound to a key is good with a proof of that key only, and counts for nobody without it: whoever has stolen one
 * does not use up its owner's limit. What begins or renews a session may come with a proof; identity is told which key it was.
 */
@Injectable()
export class ProofGuard implements CanActivate {
  constructor(private readonly proofs: ProofsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>()
    const route = Reflect.getMetadata(ROUTE, context.getHandler()) as AnyRoute | undefined
    const who = request.user as SignedIn | undefined
    if (who) await this.assertHeld(request, who)
    else if (route?.takesProof && 'dpop' in request.headers) proveKey(await this.proofs.keyProvedBy(request, null))
    return true
  }

  private async assertHeld(request: Request, { boundTo }: SignedIn): Promise<void> {
    const { scheme, token } = presentedIn(request)!
    if ((boundTo === null) !== (scheme === 'bearer')) throw new ProofRefused()
    if (boundTo !== null && (await this.proofs.keyProvedBy(request, token)) !== boundTo) throw new ProofRefused()
  }
}
