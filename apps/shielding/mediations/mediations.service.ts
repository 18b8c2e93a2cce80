import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  confirmAsker,
  Fault,
  readAsker,
  type AppendEntry,
  type Asker,
  type BeginMediation,
  type Mediation,
  type OpenDisclosure,
} from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { ErrandsService } from '../errands/errands.service.ts'
import { auditErrand } from '../protection/errands.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import { MediationsRepository } from './mediations.repository.ts'
import { beginning, MEDIATION_MINUTES, refusalEntry } from './mediations.rules.ts'

/** Opening a record for somebody on the telephone: who proves with a code that it is they (AC-21). */
@Injectable()
export class MediationsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly bus: Bus,
    private readonly releases: ReleaseService,
    private readonly errands: ErrandsService,
    private readonly outbox: Outbox,
    private readonly mediations: MediationsRepository,
  ) {}

  /** Recorded before it can be used. */
  async begin(caller: Caller, ask: BeginMediation): Promise<Mediation> {
    const { childId, username, code } = ask
    const asker = await this.bus
      .ask(confirmAsker, { username, code })
      .catch((error: unknown) => this.refused(caller, ask, error))
    await this.releases.release(caller, ...beginning(ask, asker))
    const { personId, sessionId } = caller
    const bound = { _id: randomUUID(), childId, personId, sessionId, askerId: asker.personId }
    const { _id: mediationId, until } = await this.mediations.begin(bound, MEDIATION_MINUTES)
    const { organisation, phone } = asker
    return { mediationId, expiresAt: until.toISOString(), organisation, phone }
  }

  /** For whom this caller may open the record of this child, as they are let in now. @throws Fault `forbidden` for anybody else */
  async askerOf(caller: Caller, { childId, mediationId }: OpenDisclosure & { mediationId: string }): Promise<Asker> {
    const { personId, sessionId } = caller
    try {
      const found = await this.mediations.findLive({ _id: mediationId, childId, personId, sessionId })
      if (!found) throw isOver()
      return await this.bus.ask(readAsker, { personId: found.askerId })
    } catch (error) {
      if (error instanceof Fault && error.code === 'forbidden')
        await this.keep(refusalEntry(randomUUID(), caller, 'disclosure', { childId, mediationId }))
      throw error
    }
  }

  private async refused(caller: Caller, { childId, username }: BeginMediation, error: unknown): Promise<never> {
    if (error instanceof Fault && error.code === 'step-up-failed')
      await this.keep(refusalEntry(randomUUID(), caller, 'mediation', { childId, username }))
    throw error
  }

  private async keep(entry: AppendEntry): Promise<void> {
    await transaction(this.connection, () => this.outbox.add([auditErrand(entry)]))
    this.errands.wake()
  }
}

function isOver(): Fault {
  return new Fault('forbidden', 'You may not open this record for another now: ask them for a new code')
}
