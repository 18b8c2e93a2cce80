import { Module } from '@nestjs/common'
import { SentRepository } from './sent.repository.ts'
import { SentService } from './sent.service.ts'

@Module({ providers: [SentRepository, SentService], exports: [SentService] })
export class SentModule {}
