// Brings in what another phone exported; the server opens it, and its author stays the author.
import * as client from '../api/client'
import { readRescue, rescuedWords } from '../domain/rescue'
import { type Answer, refused } from './answer'

/** Hand in the text of a file; answers what became of it in a sentence, or why it could not be taken. */
export async function bringRescue(text: string): Promise<Answer<string>> {
  const file = readRescue(text)
  if (!file) return { ok: false, message: '这不是“导出待上传”生成的文件，请重新选择。' }
  try {
    return { ok: true, value: rescuedWords(await client.rescue(file)) }
  } catch (failure) {
    return refused(failure, '连不上服务器。带入文件需要网络，文件请先留着。')
  }
}
