import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  LocateChild,
  locateChild,
  readRecord,
  ReadRecord,
  type ChildLocated,
  type ChildRecord,
} from '@contactpoint/contracts'
import { ChildrenService } from './children.service.ts'

@Controller()
export class ChildrenController {
  constructor(private readonly children: ChildrenService) {}

  @Answers(readRecord)
  read(@Payload() ask: ReadRecord): Promise<ChildRecord> {
    return this.children.read(ask)
  }

  @Answers(locateChild)
  locate(@Payload() ask: LocateChild): Promise<ChildLocated> {
    return this.children.locate(ask)
  }
}
