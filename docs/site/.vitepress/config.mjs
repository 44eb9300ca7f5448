// Builds docs/ into a site with search. The pages are the Markdown of docs/, as GitHub shows
// it: nothing here is needed to read them.
import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = 'https://github.com/amerintlxperts/ecrcache'
const top = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const docs = join(top, 'docs')
const vue = join(docs, 'site/node_modules/vue')

// Headings get the names that GitHub gives them, because links in the pages are written for it.
const slugify = words => words.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-')

// A link out of docs/ leads to the file on GitHub.
function outside(href, page) {
  if (/^([a-z]+:|#|\/)/i.test(href)) return href
  const [path, place] = href.split('#')
  const target = resolve(dirname(join(docs, page)), decodeURI(path))
  if (!relative(docs, target).startsWith('..')) {
    // A page is part of the site, anything else below docs/ is a file.
    if (path.endsWith('.md') || !existsSync(target)) return href
  }
  return `${repository}/blob/main/${relative(top, target)}` + (place ? '#' + place : '')
}

const page = (text, link) => ({ text, link })

export default {
  title: 'ecrcache',
  description: 'Pull every image of a cluster through Amazon ECR’s pull-through cache',
  srcDir: '..',
  srcExclude: ['site/**'],
  outDir: '../../bin/site',
  cacheDir: '../../bin/site-cache',
  rewrites: { 'README.md': 'index.md', 'start/README.md': 'start/index.md' },
  lastUpdated: false,
  // The pages are outside of the folder that has the modules.
  vite: {
    resolve: {
      alias: [
        { find: /^vue\/server-renderer$/, replacement: join(vue, 'server-renderer/index.mjs') },
        { find: /^vue$/, replacement: join(vue, 'dist/vue.runtime.esm-bundler.js') },
      ],
    },
    build: { chunkSizeWarningLimit: 2000 },
  },
  markdown: {
    anchor: { slugify },
    headers: { slugify },
    toc: { slugify },
    config(md) {
      // Vue would fill in what is between double braces; the pages mean them as text.
      for (const rule of ['text', 'code_inline']) {
        const plain = md.renderer.rules[rule]
        md.renderer.rules[rule] = (...args) => plain(...args).replaceAll('{{', '&#123;&#123;')
      }
      const render = md.renderer.rules.link_open ?? ((tokens, i, options, env, self) => self.renderToken(tokens, i, options))
      md.renderer.rules.link_open = (tokens, i, options, env, self) => {
        const href = tokens[i].attrGet('href')
        if (href) tokens[i].attrSet('href', outside(href, env.relativePath))
        return render(tokens, i, options, env, self)
      }
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [page('First pull', '/start/'), page('Which way', '/ways'), page('Configurations', '/configurations'), page('When a pull fails', '/troubleshooting')],
    sidebar: [
      { text: 'Start', items: [page('From nothing to the first pull', '/start/'), page('Terraform', '/start/terraform'), page('ACK', '/start/ack'), page('Crossplane', '/start/crossplane'), page('Nodes and network', '/start/nodes'), page('First pull, rollout, way back', '/start/rollout'), page('A repository of Flux', '/start/flux')] },
      { text: 'Choose', items: [page('Which way is mine?', '/ways'), page('Ten configurations', '/configurations'), page('Many clusters', '/fleet'), page('Costs', '/cost')] },
      { text: 'Use', items: [page('Kustomizations', '/kustomize'), page('Transformers', '/kustomize-transformers'), page('Charts', '/charts'), page('Flux', '/flux'), page('Admission', '/admission'), page('What runs in a cluster', '/cluster'), page('Verify', '/verify'), page('Ask AWS', '/live'), page('When a pull fails', '/troubleshooting')] },
      { text: 'Reference', items: [page('Every setting', '/config'), page('Command line', '/cli/ecrcache'), page('Output and exit codes', '/output'), page('Results', '/results'), page('The cache in AWS', '/aws'), page('Terraform module', '/targets/terraform'), page('ACK objects', '/targets/ack'), page('Crossplane objects', '/targets/crossplane'), page('Flux objects', '/targets/flux'), page('kustomize transformers', '/targets/kustomize'), page('Admission policies', '/targets/admission'), page('The Job that warms', '/targets/warm'), page('Renovate', '/targets/renovate'), page('Versions', '/versions')] },
      { text: 'Trust', collapsed: true, items: [page('Coverage', '/coverage'), page('Attempts to break it', '/reliability'), page('Benchmarks', '/benchmarks'), page('Dependencies', '/dependencies'), page('Decisions', '/decisions'), page('Making a release', '/releasing')] },
    ],
  },
}
