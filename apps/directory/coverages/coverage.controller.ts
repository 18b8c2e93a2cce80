import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { readCoverageFigure, ReadCoverageFigure, type CountedRows } from '@contactpoint/contracts'
import { CoverageService } from './coverage.service.ts'

@Controller()
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  @Answers(readCoverageFigure)
  read(@Payload() ask: ReadCoverageFigure): Promise<CountedRows> {
    return this.coverage.read(ask)
  }
}
