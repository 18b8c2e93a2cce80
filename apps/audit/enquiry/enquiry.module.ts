import { Module } from '@nestjs/common'
import { LedgerModule } from '../ledger/ledger.module.ts'
import { EnquiryController } from './enquiry.controller.ts'
import { EnquiryService } from './enquiry.service.ts'

@Module({ imports: [LedgerModule], controllers: [EnquiryController], providers: [EnquiryService] })
export class EnquiryModule {}
