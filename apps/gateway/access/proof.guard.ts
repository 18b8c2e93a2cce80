import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import type { Request } from 'express'
import { presentedIn } from './authorization.rules.ts'
import type { SignedIn } from './jwt.strategy.ts'
import { ProofRefused, ProofsService } from './proofs.service.ts'

/**
 * A token that is bound to a key is good with a proof of that key only, and counts for nobody without it: whoever has stolen one does not
 * use up its owner's limit.
 */
@Injectable()
export class ProofGuard implements CanActivate {
  constructor(private readonly proofs: ProofsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>()
    const who = request.user as SignedIn | undefined
    if (who) await this.assertHeld(request, who)
    return true
  }

  private async assertHeld(request: Request, { boundTo }: SignedIn): Promise<void> {
    const { scheme, token } = presentedIn(request)!
    if ((boundTo === null) !== (scheme === 'bearer')) throw new ProofRefused()
    if (boundTo !== null) await this.proofs.keyProvedBy(request, token, boundTo)
  }
}
