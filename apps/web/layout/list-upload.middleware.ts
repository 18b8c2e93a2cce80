import { MOST_MODEL_BYTES } from '@contactpoint/contracts'
import { BadRequestException } from '@nestjs/common'
import type { RequestHandler } from 'express'
import multer from 'multer'

/** A list of children is some ten kilobytes; the gateway takes no more than this. */
const MOST_LIST_BYTES = 64 * 1024

declare module 'express-serve-static-core' {
  interface Request {
    /** The file, or the field beside it, is longer than is taken. */
    isFileTooLong?: boolean
  }
}

export const readList = readForm(MOST_LIST_BYTES)
export const readModel = readForm(MOST_MODEL_BYTES)

/** Reads a form with a file, into memory and nowhere else, before its token is looked at; what is too long is for its page to say. */
function readForm(fileSize: number): RequestHandler {
  const limits = { fileSize, files: 1, fields: 4, fieldSize: MOST_LIST_BYTES }
  const read = multer({ storage: multer.memoryStorage(), limits }).single('file')
  return (request, response, next) => {
    read(request, response, (error: unknown) => {
      if (error instanceof multer.MulterError) {
        request.isFileTooLong = true
        delete request.file
        next()
      } else next(error && new BadRequestException('The form cannot be read', { cause: error }))
    })
  }
}
