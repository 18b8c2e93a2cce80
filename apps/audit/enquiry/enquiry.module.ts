import { Module } from '@nestjs/common'
import { EnquiryController } from './enquiry.controller.ts'
import { EnquiryService } from './enquiry.service.ts'

@Module({ controllers: [EnquiryController], providers: [EnquiryService] })
export class EnquiryModule {}
