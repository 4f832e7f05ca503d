// Starts the phone app: what is made here lives as long as the page does.
import { type ToastOptions, setToastDefaultOptions, showToast } from 'vant'
import { createApp } from 'vue'
import 'vant/es/style/base.css'
import 'vant/es/button/index.css'
import 'vant/es/dialog/index.css'
import 'vant/es/loading/index.css'
import 'vant/es/overlay/index.css'
import 'vant/es/popup/index.css'
import 'vant/es/tabbar/index.css'
import 'vant/es/tabbar-item/index.css'
import 'vant/es/toast/index.css'
import '@shared/tokens.css'
import '@shared/base.css'
import './theme.css'
import App from './App.vue'
import { APP_UPDATE, createAppUpdate } from './composables/appUpdate'
import { WHEREABOUTS, createWhereabouts } from './composables/position'
import { WORKSPACE, type Workspace, openWorkspace } from './composables/workspace'
import { dropBallast } from './local/ballast'
import { createPhoneRouter } from './router'

// Vant makes a dialog without a name of each; it is a word in passing, and read aloud as one.
setToastDefaultOptions({ role: 'status' } as ToastOptions)

// A fault nobody foresaw is said aloud and stays in the console; what was saved is safe either way.
function reportFault(): void {
  showToast({ message: '出错了，请再试一次；反复出现时请重新打开本页。', wordBreak: 'break-word' })
}
window.addEventListener('error', reportFault)
window.addEventListener('unhandledrejection', reportFault)

// On a phone without a free byte the database does not even open; what is kept for that goes first.
async function open(): Promise<Workspace> {
  try {
    return await openWorkspace()
  } catch (failure) {
    if (!(await dropBallast())) throw failure
    return openWorkspace()
  }
}

async function start(): Promise<void> {
  const workspace = await open()
  createApp(App)
    .provide(WORKSPACE, workspace)
    .provide(WHEREABOUTS, createWhereabouts())
    .provide(APP_UPDATE, createAppUpdate(() => workspace.db.value?.name ?? ''))
    .use(createPhoneRouter(() => workspace.account.value !== null))
    .mount('#app')
}

start().catch((failure: unknown) => {
  const opening = document.querySelector('#opening')
  if (opening) opening.textContent = '打不开本机的存储。手机空间满了请先清理；请不要用无痕模式，换系统自带的浏览器再试。'
  throw failure
})
