import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Outbox } from '@contactpoint/mongo'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import type { LookAgainErrand } from './lookalikes.service.ts'
import { RestrictionsService } from './restrictions.service.ts'

/** Looks around restricted children again for whom more counts as hidden, also after a crash. */
@Injectable()
export class LookAgainService implements OnApplicationBootstrap {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly outbox: Outbox,
    private readonly restrictions: RestrictionsService,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.start({
      kinds: {
        'look-again': ({ childId }: LookAgainErrand) => this.restrictions.lookAgain(childId),
        'look-anew': ({ childId }: LookAgainErrand) => this.restrictions.lookAnew(childId),
      },
      onError: (error) =>
        this.log.warn(describeError(error), 'who is around a restricted child is to be looked for again'),
    })
  }
}
