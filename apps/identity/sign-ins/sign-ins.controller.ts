import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { readSignInFigure, ReadSignInFigure, type CountedRows } from '@contactpoint/contracts'
import { SignInsService } from './sign-ins.service.ts'

@Controller()
export class SignInsController {
  constructor(private readonly signIns: SignInsService) {}

  @Answers(readSignInFigure)
  read(@Payload() ask: ReadSignInFigure): Promise<CountedRows> {
    return this.signIns.read(ask)
  }
}
