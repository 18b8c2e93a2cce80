import { Injectable } from '@nestjs/common'
import { Fault, type CountedRows, type ReadSignInFigure } from '@contactpoint/contracts'
import { SignInsRepository } from './sign-ins.repository.ts'
import { FAILURES, type FailureKind } from './sign-ins.schema.ts'

/** Faults with which signing in ends in vain: whoever signs in learns no more than that. */
const KINDS: Partial<Record<Fault['code'], FailureKind>> = {
  unauthenticated: 'failures',
  'too-many-requests': 'turnedAway',
}

/** Counts what is tried in vain, by the day. It is written before the answer, for every failure alike, so that no answer comes sooner. */
@Injectable()
export class SignInsService {
  constructor(private readonly repository: SignInsRepository) {}

  /** Does what signs somebody in, and counts that it failed. @throws whatever it throws */
  async counted<T>(signIn: () => Promise<T>): Promise<T> {
    try {
      return await signIn()
    } catch (error) {
      const kind = error instanceof Fault && KINDS[error.code]
      if (kind) await this.add(kind)
      throw error
    }
  }

  /** A user name is shut from now on for a while. */
  shut(): Promise<void> {
    return this.add('shut')
  }

  async read({ from, to }: ReadSignInFigure): Promise<CountedRows> {
    const at = new Date().toISOString()
    const days = await this.repository.find(from, to)
    return { rows: days.map((day) => ({ key: day._id, counts: FAILURES.map((kind) => day[kind] ?? 0) })), at }
  }

  private add(kind: FailureKind): Promise<void> {
    return this.repository.add(new Date().toISOString().slice(0, 10), kind)
  }
}
