/**
 * The page at `/`: what this is, how to begin, where to go next. Plain HTML, no script, nothing from elsewhere.
 * @param port of this server, shown in the calls to paste.
 */
export function startPage(port: number): string {
  const api = `http://localhost:${port}/api/v1`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>陇桥 Longqiao</title>
  <link rel="icon" href="/start.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/start.css">
</head>
<body>
  <header>
    <img class="mark" src="/start.svg" alt="" width="64" height="64">
    <div>
      <h1>陇桥 <span lang="en">Longqiao</span></h1>
      <p class="lead">甘肃劳务输转的人岗匹配：人人有清单，条条有理由。</p>
      <p lang="en">Job matching for Gansu’s labor transfer: a ranked list for every laborer, a reason for every rank.</p>
    </div>
  </header>
  <main>
    <nav class="cards" aria-label="入口 / Where to go">
      <a href="/docs/">
        <strong>接口文档</strong> <span lang="en">API docs</span>
        <small>逐个接口试用<br><span lang="en">Try every endpoint</span></small>
      </a>
      <a href="/api/v1/openapi.json">
        <strong>接口契约</strong> <span lang="en">OpenAPI 3.1</span>
        <small>供程序读取的 JSON<br><span lang="en">The contract, for programs</span></small>
      </a>
      <a href="/health/ready">
        <strong>运行状态</strong> <span lang="en">Health</span>
        <small>数据库与队列是否可用<br><span lang="en">Database and queue</span></small>
      </a>
    </nav>
    <section>
      <h2>三步上手 <span lang="en">Three steps</span></h2>
      <ol class="steps">
        <li>
          <p><b>在服务器上创建密钥</b>，只显示一次。<span lang="en">Make a key on the server; it is shown once.</span></p>
          <pre><code>npx longqiao key create --label 试用 --role officer --scope all</code></pre>
        </li>
        <li>
          <p><b>带上密钥调用接口</b>：导入一份表格，看一名劳动力最合适的岗位。<span lang="en">Send it along: import a file, see a
            laborer’s best openings.</span></p>
          <pre><code>KEY=lq_…
curl -H "Authorization: Bearer $KEY" -F file=@laborers.xlsx ${api}/imports
curl -H "Authorization: Bearer $KEY" "${api}/laborers?list=willing&amp;limit=5"
curl -H "Authorization: Bearer $KEY" "${api}/laborers/L12/recommendations?k=5"</code></pre>
        </li>
        <li>
          <p><b>问一句“为什么”</b>：每条规则、每项得分都有一句话。<span lang="en">Ask why: a sentence for every rule and every
            part of the score.</span></p>
          <pre><code>curl -H "Authorization: Bearer $KEY" ${api}/pairs/L12/O7</code></pre>
        </li>
      </ol>
    </section>
    <section>
      <h2>怎么排序 <span lang="en">How it ranks</span></h2>
      <p>先看硬条件（意愿、同意、年龄、证书、班次等），不合适的说明原因；再按五项打分，加起来就是总分。</p>
      <p lang="en">Hard conditions first (willingness, consent, age, certificates, shifts), each exclusion with its
        reason; then five parts, which add up to the score.</p>
      <ul class="parts">
        <li><strong>技能</strong> <span lang="en">Skills</span></li>
        <li><strong>地点意愿</strong> <span lang="en">Wished places</span></li>
        <li><strong>距离</strong> <span lang="en">Distance</span></li>
        <li><strong>用工稳定</strong> <span lang="en">Stability</span></li>
        <li><strong>待遇</strong> <span lang="en">Terms</span></li>
      </ul>
    </section>
    <section>
      <h2>个人信息 <span lang="en">Personal data</span></h2>
      <p>身份证号和电话加密保存，到处隐去中间各位；只有正在跟进此人的劳务经纪人，写明用途后才能查看，每次留痕。</p>
      <p lang="en">ID numbers and phones are encrypted and masked everywhere; only the broker who holds a person’s
        contact lock may see that person’s, for a purpose, and it is audited.</p>
    </section>
  </main>
  <footer>Apache-2.0 · 页面、文档和数据都在本机。<span lang="en">Pages, docs and data stay on this server.</span></footer>
</body>
</html>
`;
}
