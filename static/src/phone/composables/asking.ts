// A question or a word over the page, which has a name for whoever does not see it.
import { type DialogOptions, showConfirmDialog, showDialog } from 'vant'

export interface Question {
  title: string
  message: string
  confirmButtonText?: string
  cancelButtonText?: string
}

// Vant names its dialogs by something that is not there.
const named = (name: string) => ({ 'aria-label': name }) as DialogOptions

/** Whether somebody is sure. */
export function ask(question: Question): Promise<boolean> {
  return showConfirmDialog({ ...question, ...named(question.title) }).then(
    () => true,
    () => false,
  )
}

/** Say it, and wait until it was read. */
export async function tell(message: string): Promise<void> {
  await showDialog({ message, ...named(message) })
}
