import { HTML_LIMIT, sanitizeRichText as sanitize } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';

/** Everything through which a browser would run, load or send something. */
const DANGEROUS =
  /<(?:script|style|iframe|frame|object|embed|applet|form|input|button|textarea|select|link|meta|base|svg|math|video|audio|source|template|noscript|title|xmp|plaintext|marquee|isindex|portal|dialog|body|html|head)\b|\son[a-z]+\s*=|(?:javascript|vbscript|data:text|data:application|data:image\/svg|livescript|mocha|feed|file|blob)\s*:?|expression\s*\(|url\s*\(|@import|behavior|-moz-binding|srcdoc|formaction|xlink|position\s*:|z-index|\bclass="(?!gmail|yahoo|moz|protonmail)|\bid="(?!divRplyFwdMsg|appendonsend)/i;

describe('given an attack', () => {
  it.each([
    '<script>alert(1)</script>',
    '<SCRIPT SRC=//x.example.com/a.js></SCRIPT>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<script/xss src=//x></script>',
    '<<script>alert(1);//<</script>',
    '<script',
    '<img src=x onerror=alert(1)>',
    '<img src="x"onerror="alert(1)">',
    '<img/src=x/onerror=alert(1)>',
    '<img src=javascript:alert(1)>',
    '<img src=`javascript:alert(1)`>',
    '<img src="jav&#x09;ascript:alert(1)">',
    '<img src=&#106;&#97;vascript:alert(1)>',
    '<img """><script>alert(1)</script>">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<img src="data:text/html,<script>alert(1)</script>">',
    '<img srcset="javascript:alert(1) 1x" src=https://e.com/x.png>',
    '<img dynsrc=javascript:alert(1)>',
    '<img lowsrc=javascript:alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="java\u0000script:alert(1)">x</a>',
    '<a href="\u0001javascript:alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="&#x6A;avascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="blob:https://x/1">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="//evil.example.com">x</a>',
    '<a href="jar:http://x">x</a>',
    '<a href="https://e.com" onclick="alert(1)">x</a>',
    '<a xlink:href="javascript:alert(1)">x</a>',
    '<a href="\u200bjavascript:alert(1)">x</a>',
    '<svg onload=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><foreignObject><body onload=alert(1)></foreignObject></svg>',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>',
    '<math href="javascript:alert(1)">x</math>',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>',
    '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<iframe><p title="</iframe><img src=x onerror=alert(1)>"></iframe>',
    '<plaintext><img src=x onerror=alert(1)>',
    '<template><img src=x onerror=alert(1)></template>',
    '<select><template><style><!--</style><a rel="--></style></template></select><img id=x src onerror=alert(1)>">',
    '<iframe src="https://evil.example.com"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x.swf"></object>',
    '<embed src="x.swf">',
    '<applet code=x></applet>',
    '<form action="https://evil.example.com"><input name=p><button formaction="javascript:alert(1)">x</button></form>',
    '<input autofocus onfocus=alert(1)>',
    '<isindex action="javascript:alert(1)">',
    '<base href="https://evil.example.com/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example.com">',
    '<link rel=stylesheet href="https://evil.example.com/x.css">',
    '<body onload=alert(1)>',
    '<video><source onerror=alert(1)></video>',
    '<audio src=x onerror=alert(1)>',
    '<details open ontoggle=alert(1)>',
    '<marquee onstart=alert(1)>x</marquee>',
    '<portal src=https://x></portal>',
    '<dialog open>x</dialog>',
    '<style>@import "https://evil.example.com/x.css"; body{display:none}</style>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<p style="background-image:url(https://evil.example.com/t.gif)">x</p>',
    '<p style="width:expression(alert(1))">x</p>',
    '<p style="wid\\74h:e\\78pression(alert(1))">x</p>',
    '<p style="position:fixed;top:0;left:0;width:100%;z-index:9999">x</p>',
    '<p style="behavior:url(x.htc)">x</p>',
    '<p style="-moz-binding:url(x)">x</p>',
    '<p style="color:red;/*</style><img src=x onerror=alert(1)>*/">x</p>',
    "<p style=\"font-family:'x';background:url('//e')\">x</p>",
    '<p style="border:1px solid url(x)">x</p>',
    '<p style="color:red}body{display:none">x</p>',
    '<p style="list-style:url(x)">x</p>',
    '<p class="console-toolbar" id="root" name="submit">x</p>',
    '<a id="__proto__" name="location">x</a>',
    '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<?xml version="1.0"?><script>alert(1)</script>',
    '<!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]>&x;',
    '<div><!--<img src="--><img src=x onerror=alert(1)//">',
    '<p title="</p><script>alert(1)</script>">x</p>',
    '<table background="javascript:alert(1)"><tr><td background="javascript:alert(1)">x</td></tr></table>',
    '<bgsound src="javascript:alert(1)">',
    '<div datasrc="javascript:alert(1)">x</div>',
    '<x onclick=alert(1)>x</x>',
    '<p onmouseover\u2028=alert(1)>x</p>',
    '\ud800<script>alert(1)</script>',
    '<a href="https://e.com/\u0000"onmouseover=alert(1)">x</a>',
  ])('takes the danger out of %s', (attack) => {
    const { html } = sanitize(attack);
    const tags = html.match(/<[^>]*>/g)?.join('') ?? '';
    expect(tags).not.toMatch(DANGEROUS);
    expect(html.replace(/<[^>]*>/g, '')).not.toMatch(/<[a-z/!]/i);
    // What is safe once stays as it is: nothing mutates into something else.
    expect(sanitize(html).html).toBe(html);
  });
});

describe('given ordinary mail', () => {
  it.each([
    [
      'colours and fonts',
      '<p style="color:#1f497d;font-family:\'Malgun Gothic\', sans-serif;font-size:11pt;background-color:rgb(255, 255, 0)">안녕</p>',
    ],
    [
      'tables',
      '<table border="1" cellpadding="2" width="600" style="border-collapse:collapse;width:100%"><tbody><tr><td colspan="2" align="center" bgcolor="#eeeeee" style="padding:1px 2px 3px;border:1px solid #cccccc">x</td></tr></tbody></table>',
    ],
    ['lists', '<ol start="3" type="a"><li>one</li></ol><ul><li>two</li></ul>'],
    [
      'quotes with their marks',
      '<div class="gmail_quote"><blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">old</blockquote></div>',
    ],
    ['old fonts', '<font color="#ff0000" face="Gulim" size="2">굴림</font>'],
    ['the mark of Outlook’s quotes', '<div id="divRplyFwdMsg" dir="ltr">From</div>'],
  ])('leaves %s as they are', (_name, html) => {
    expect(sanitize(html).html).toBe(html.replace(/; /g, ';'));
  });

  it.each([
    ['of the mail itself', '<img src="cid:pic@x" width="10" alt="a">', '<img src="cid:pic@x" width="10" alt="a" />'],
    ['of the web, over TLS', '<img src="http://e.com/x.png">', '<img src="https://e.com/x.png" />'],
    ['in the text', '<img src="data:image/png;base64,AAEC">', '<img src="data:image/png;base64,AAEC" />'],
    ['from nowhere', '<img src="ftp://e.com/x.png">', ''],
    ['from nowhere, but described', '<img src="x.png" alt="logo">', '<img alt="logo" />'],
  ])('shows pictures %s', (_name, html, expected) => {
    expect(sanitize(html).html).toBe(expected);
  });

  it('opens links apart and tells the other side nothing', () => {
    expect(
      sanitize(
        '<a href="https://e.com/?a=1&amp;b=2" target="_top">x</a><a href="mailto:a@e.com">m</a><a href="tel:+82">t</a>',
      ).html,
    ).toBe(
      '<a href="https://e.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">x</a><a href="mailto:a@e.com" target="_blank" rel="noopener noreferrer nofollow">m</a><a href="tel:+82" target="_blank" rel="noopener noreferrer nofollow">t</a>',
    );
  });
});

describe('as text', () => {
  it.each([
    ['<p>a</p><p>b<br>c</p>', 'a\n\nb\nc'],
    ['<ul><li>a</li><li>b</li></ul>', ' * a\n * b'.trim()],
    ['<h1>Title</h1>x', 'Title\n\nx'],
    ['<a href="https://e.com">https://e.com</a>', 'https://e.com'],
    ['<a href="https://e.com/x">here</a>', 'here [https://e.com/x]'],
    ['&lt;b&gt; &amp; 안녕&nbsp;하세요', '<b> & 안녕 하세요'],
    ['<p>&nbsp;</p><br>', ''],
    ['<style>p{}</style><script>x</script>', ''],
    ['<img src="cid:a">', '[image]'],
    ['', ''],
  ])('%s reads %j', (html, text) => {
    expect(sanitize(html).text).toBe(text);
  });
});

describe('given too much', () => {
  it('cuts beyond a million characters, never inside a tag', () => {
    const { html } = sanitize(`${'x'.repeat(HTML_LIMIT - 5)}<a href="https://e.com/secret">y</a>`);
    expect(html).toBe('x'.repeat(HTML_LIMIT - 5));
  });
  it('keeps the text of what is nested too deep', () => {
    expect(sanitize(`${'<div>'.repeat(5000)}deep`).text).toBe('deep');
  });
  it('stays quick', () => {
    const started = performance.now();
    for (const attack of [
      '<div style="color:red;'.repeat(20_000),
      '<a href="'.repeat(40_000),
      '<'.repeat(300_000),
      '&'.repeat(300_000),
      '<p style="'.concat('color:red;'.repeat(50_000), '">x'),
      `<p style="font-family:${'a,'.repeat(100_000)}">x`,
    ])
      sanitize(attack);
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
