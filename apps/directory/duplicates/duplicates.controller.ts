import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  compareRecords,
  CompareRecords,
  findOpenRecords,
  FindOpenRecords,
  type OpenRecords,
  type RecordsCompared,
} from '@contactpoint/contracts'
import { DuplicatesService } from './duplicates.service.ts'

@Controller()
export class DuplicatesController {
  constructor(private readonly duplicates: DuplicatesService) {}

  @Answers(compareRecords)
  compare(@Payload() ask: CompareRecords): Promise<RecordsCompared> {
    return this.duplicates.compare(ask)
  }

  @Answers(findOpenRecords)
  findOpen(@Payload() ask: FindOpenRecords): Promise<OpenRecords> {
    return this.duplicates.findOpen(ask)
  }
}
