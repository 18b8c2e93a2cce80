import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { proofTaken } from '@contactpoint/contracts'
import { hash } from 'node:crypto'
import { SeenProofs } from './seen-proofs.rules.ts'

/** The proofs that were taken: here, and a moment later wherever a copy of the gateway hears of it. */
@Injectable()
export class SeenProofsService implements OnModuleInit {
  private readonly seen = new SeenProofs()

  constructor(private readonly bus: Bus) {}

  onModuleInit(): void {
    this.bus.hear(proofTaken, ({ name }) => this.seen.hear(name, Date.now()))
  }

  /**
   * @param thumbprint of the key that signed it: names of different keys have nothing to do with each other
   * @param jti its name
   * @returns whether it is the first time
   * @throws Fault `unavailable` when there is no room
   */
  takeOnce(thumbprint: string, jti: string, now: number): boolean {
    const name = hash('sha256', `${thumbprint} ${jti}`, 'base64url')
    if (!this.seen.take(name, now)) return false
    this.bus.tell(proofTaken, { name })
    return true
  }
}
