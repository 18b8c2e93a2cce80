import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  MergeRecords,
  mergeRecords,
  MoveChild,
  moveChild,
  SplitRecord,
  splitRecord,
  type Nothing,
  type Restricted,
} from '@contactpoint/contracts'
import { MergingService } from './merging.service.ts'

@Controller()
export class MergingController {
  constructor(private readonly merging: MergingService) {}

  @Answers(mergeRecords)
  merge(@Payload() ask: MergeRecords): Promise<Restricted> {
    return this.merging.merge(ask)
  }

  @Answers(splitRecord)
  split(@Payload() ask: SplitRecord): Promise<Restricted> {
    return this.merging.split(ask)
  }

  @Answers(moveChild)
  move(@Payload() ask: MoveChild): Promise<Nothing> {
    return this.merging.move(ask)
  }
}
