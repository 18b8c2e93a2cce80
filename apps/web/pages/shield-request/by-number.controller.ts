import { Body, Controller, Get, Post } from '@nestjs/common'
import { isChildId } from '@contactpoint/contracts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { For } from '../../session/signed-in.guard.ts'

/** The way to a shield when nobody can be looked up: by the child's number alone. */
@For('practitioner', 'shield-officer', 'cpmt')
@Controller('shield')
export class ByNumberController {
  @Get()
  form(): Page {
    return new Page('pages/shield-request/by-number', { values: {} })
  }

  /** Asks nothing: whether there is such a child, the request for the shield is told. */
  @Post()
  goOn(@Body() form: { childId?: string }): Page | GoTo {
    const childId = (form.childId ?? '').trim().toUpperCase()
    if (isChildId(childId)) return new GoTo(`/children/${childId}/shield`)
    return formAgain('pages/shield-request/by-number', form, [NO_NUMBER])
  }
}

const NO_NUMBER = {
  field: 'childId',
  text: 'Enter the number of the child, twelve letters and digits, like KLJ6G4D4VGLR',
}
