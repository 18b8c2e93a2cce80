import { Injectable } from '@nestjs/common'
import { ThrottlerGuard } from '@nestjs/throttler'
import { Fault } from '@contactpoint/contracts'
import type { Request } from 'express'
import type { SignedIn } from './jwt.strategy.ts'

/** Counts by person once signed in, by address before. */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  protected override readonly headerPrefix = 'RateLimit'

  protected override async getTracker(request: Request): Promise<string> {
    const signedIn = request.user as SignedIn | undefined
    return signedIn?.personId ?? request.socket.remoteAddress ?? ''
  }

  protected override async throwThrottlingException(): Promise<void> {
    throw new Fault('too-many-requests', 'Too many requests; wait ten seconds')
  }
}
