import { Module } from '@nestjs/common'
import { RevocationsRepository } from './revocations.repository.ts'
import { RevocationsService } from './revocations.service.ts'

@Module({ providers: [RevocationsRepository, RevocationsService], exports: [RevocationsService] })
export class RevocationsModule {}
