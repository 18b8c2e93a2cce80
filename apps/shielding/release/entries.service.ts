import { Injectable } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { appendEntry, type AppendEntry, type Receipt } from '@contactpoint/contracts'

/** Recording in the audit log. */
@Injectable()
export class EntriesService {
  constructor(private readonly bus: Bus) {}

  /** @returns when the entry is durable; the same id again gives the same receipt */
  append(entry: AppendEntry): Promise<Receipt> {
    return this.bus.ask(appendEntry, entry)
  }
}
