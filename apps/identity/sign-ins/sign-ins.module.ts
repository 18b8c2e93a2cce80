import { Module } from '@nestjs/common'
import { SignInsController } from './sign-ins.controller.ts'
import { SignInsRepository } from './sign-ins.repository.ts'
import { SignInsService } from './sign-ins.service.ts'

@Module({
  controllers: [SignInsController],
  providers: [SignInsRepository, SignInsService],
  exports: [SignInsService],
})
export class SignInsModule {}
