import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { enrolPerson, type Enrolled } from '@contactpoint/contracts'
import { EnrolmentsService } from './enrolments.service.ts'

@Controller()
export class EnrolmentsController {
  constructor(private readonly enrolments: EnrolmentsService) {}

  @Answers(enrolPerson)
  complete(@Payload() raw: unknown): Promise<Enrolled> {
    return this.enrolments.complete(raw)
  }
}
