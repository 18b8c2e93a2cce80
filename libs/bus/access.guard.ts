import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { Fault, PROOF_HOLDS_MS, type RequestContract, type Role } from '@contactpoint/contracts'
import { AnswerContext } from './answer-context.ts'
import { ALLOWED, ALLOW_ANY_ROLE, CONTRACT } from './answers.ts'
import { TokenVerifier, type TokenHolder } from './caller.ts'

/** Verifies the token and the role at every door, before the question is looked at. A door without a lock stays shut. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const contract = this.reflector.get<RequestContract<object, object> | undefined>(CONTRACT, context.getHandler())
    if (!contract) throw new Fault('forbidden', 'This is not open to anyone')
    if (contract.for === 'service') return true
    const answer = context.switchToRpc().getContext<AnswerContext>()
    const holder = await this.tokens.verify(answer.call.token)
    const allowed = this.reflector.get<Role[] | undefined>(ALLOWED, context.getHandler())
    const admitted = allowed === ALLOW_ANY_ROLE || allowed?.includes(holder.role)
    if (!admitted) throw new Fault('forbidden', 'Your role does not allow this')
    assertProvedLately(contract, holder)
    answer.admit(holder)
    return true
  }
}

/** Whether somebody has proved lately enough for a question who they are. @throws Fault `step-up-needed` */
export function assertProvedLately(
  { recently }: Pick<RequestContract<object, object>, 'recently'>,
  { provedAt }: Pick<TokenHolder, 'provedAt'>,
): void {
  if (recently && !(provedAt + PROOF_HOLDS_MS >= Date.now()))
    throw new Fault('step-up-needed', 'Prove with PIN and token that it is you: that was too long ago for this step')
}
