// Where somebody hands in what they have: by the camera, as a file or a photo, or as text.
import { scan } from '../reading/camera'
import { el } from './el'

export interface Asking {
  code: (text: string) => void
  file: (file: File) => void
}

const NO_CAMERA = '打不开相机：没有相机，或没有允许使用。可以改为拍一张照片，再点“打开文件或照片”。'
const ACCEPTED = '.pdf,.json,application/pdf,application/json,image/*'

function scanner(asking: Asking): HTMLElement {
  const video = el('video', { playsinline: true, muted: true })
  const said = el('p', { class: 'said', role: 'status' })
  const view = el('div', { class: 'scanner', hidden: true }, video, el('button', { type: 'button', class: 'plain', on: { click: stop } }, '停止'))
  const begin = el('button', { type: 'button', class: 'main', on: { click: () => void start() } }, '扫二维码')
  let stopping = new AbortController()

  function stop(): void {
    stopping.abort()
    view.hidden = true
    begin.hidden = false
  }

  async function start(): Promise<void> {
    stopping = new AbortController()
    said.textContent = ''
    view.hidden = false
    begin.hidden = true
    try {
      const found = await scan(video, stopping.signal)
      if (found) asking.code(found)
    } catch {
      said.textContent = NO_CAMERA
    }
    stop()
  }

  return el('div', {}, begin, view, said)
}

/** A button that opens a file. */
export function picker(on_file: Asking['file'], id: string, words: string): HTMLElement {
  const input = el('input', { type: 'file', accept: ACCEPTED, 'data-testid': id, on: { change: () => take(input.files?.[0]) } })
  function take(file: File | undefined): void {
    if (file) on_file(file)
    // The same file again is a change again.
    input.value = ''
  }
  return el('label', { class: 'button' }, words, input)
}

function typing(asking: Asking): HTMLElement {
  const field = el('textarea', { rows: 4, id: 'typed', spellcheck: 'false', autocapitalize: 'characters', autocomplete: 'off' })
  const submit = (event: Event) => {
    event.preventDefault()
    if (field.value.trim()) asking.code(field.value)
  }
  return el('details', {},
    el('summary', {}, '粘贴码或网址'),
    el('form', { on: { submit } },
      el('label', { for: 'typed' }, '二维码里的网址，或 /S/ 后面的字母和数字'),
      field,
      el('button', { type: 'submit' }, '核对')))
}

export function asking(on: Asking): HTMLElement {
  return el('section', { class: 'card ask', 'data-testid': 'ask' },
    el('h2', {}, '核对一份告知单'),
    el('p', {}, '扫告知单上的二维码，或打开它的 PDF、数据文件、二维码照片。'),
    scanner(on), picker(on.file, 'pick', '打开文件或照片'), typing(on),
    el('p', { class: 'meaning' }, '文件只在这台设备上看，不会传到任何地方。'))
}
