import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { AUDIT_LOG } from '@contactpoint/contracts'
import { Metrics } from '@contactpoint/runtime'
import { LedgerService } from '../ledger/ledger.service.ts'
import { CheckpointsService } from './checkpoints.service.ts'

/** Shows how far the log is behind what it was asked, and what it signed behind the log. */
@Injectable()
export class LagService implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: Metrics,
    private readonly ledger: LedgerService,
    private readonly checkpoints: CheckpointsService,
  ) {}

  onApplicationBootstrap(): void {
    const show = (name: string, help: string, read: () => Promise<number>): void =>
      this.metrics.show(name, help, 'log', async () => ({ [AUDIT_LOG]: await read() }))
    show(
      'contactpoint_ledger_waiting',
      'Entries that wait for their place in this copy',
      async () => this.ledger.waiting,
    )
    show('contactpoint_checkpoint_lag_entries', 'Entries that no signed checkpoint covers yet', () => this.unsigned())
  }

  private async unsigned(): Promise<number> {
    const signed = await this.checkpoints.latest()
    return (await this.ledger.size()) - (signed?.size ?? 0)
  }
}
