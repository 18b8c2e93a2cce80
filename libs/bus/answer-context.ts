import { BaseRpcContext } from '@nestjs/microservices'
import type { Caller, TokenHolder } from './caller.ts'
import type { Call } from './call.ts'

/** What a door knows of the request beside its question. */
export class AnswerContext extends BaseRpcContext<[string, Call]> {
  private verified: Caller | null = null

  get subject(): string {
    return this.getArgByIndex(0)
  }

  get call(): Call {
    return this.getArgByIndex(1)
  }

  admit(holder: TokenHolder): void {
    this.verified = { ...holder, trace: this.call.trace }
  }

  caller(): Caller {
    if (!this.verified) throw new Error(`${this.subject} reads a caller but does not act for a person`)
    return this.verified
  }
}
