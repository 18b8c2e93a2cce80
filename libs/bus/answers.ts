import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common'
import { MessagePattern } from '@nestjs/microservices'
import type { RequestContract, Role } from '@contactpoint/contracts'
import type { Caller } from './caller.ts'
import { AnswerContext } from './answer-context.ts'

export const CONTRACT = 'contactpoint:contract'
export const ALLOWED = 'contactpoint:allowed'

type Door<Q, A> = (
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<(ask: Q, ...rest: never[]) => Promise<A>>,
) => void

/**
 * The door of a service: this method answers that question. The bus checks who may ask, the token, the role and the shape
 * before the method runs, and drops a request whose answer would go anywhere but to a declared asker's inbox.
 */
export function Answers<Q extends object, A extends object>(contract: RequestContract<Q, A>): Door<Q, A> {
  const decorate = applyDecorators(MessagePattern(contract.subject), SetMetadata(CONTRACT, contract))
  return (target, key, descriptor) => decorate(target, key, descriptor as TypedPropertyDescriptor<unknown>)
}

/** The lock of a door that acts for a person: only these roles may pass. Every such door has one; a test proves it. */
export function Allow(...roles: Role[]): MethodDecorator {
  return SetMetadata(ALLOWED, roles)
}

/** The lock of a door for everyone who is signed in. */
export const ALLOW_ANY_ROLE: Role[] = []
export function AllowSignedIn(): MethodDecorator {
  return SetMetadata(ALLOWED, ALLOW_ANY_ROLE)
}

/** The service that asks. */
export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  return context.switchToRpc().getContext<AnswerContext>().call.asker!
})

/** The person a message is answered for. Only on doors that act for a person. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToRpc().getContext<AnswerContext>().caller()
})
