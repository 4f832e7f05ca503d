// Starts the phone app: what is made here lives as long as the page does.
import { showToast } from 'vant'
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
import { WORKSPACE, openWorkspace } from './composables/workspace'
import { createPhoneRouter } from './router'

// A fault nobody foresaw is said aloud and stays in the console; what was saved is safe either way.
function reportFault(): void {
  showToast({ message: '出错了，请再试一次；反复出现时请重新打开本页。', wordBreak: 'break-word' })
}
window.addEventListener('error', reportFault)
window.addEventListener('unhandledrejection', reportFault)

async function start(): Promise<void> {
  const workspace = await openWorkspace()
  createApp(App)
    .provide(WORKSPACE, workspace)
    .provide(WHEREABOUTS, createWhereabouts())
    .provide(APP_UPDATE, createAppUpdate())
    .use(createPhoneRouter(() => workspace.account.value !== null))
    .mount('#app')
}

start().catch((failure: unknown) => {
  const opening = document.querySelector('#opening')
  if (opening) opening.textContent = '打不开本机的存储。请不要用无痕模式，换系统自带的浏览器再试。'
  throw failure
})
